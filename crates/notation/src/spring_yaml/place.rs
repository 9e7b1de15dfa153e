//! Where in Spring's tree of keys a property stands.
use super::{
    flat::{Property, Segment},
    keys::Level,
};

/// A part of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    /// `spring.cloud.stream.bindings.<binding>`, or `spring.cloud.stream.default`
    Binding,
    /// The same, below `consumer`
    BindingConsumer,
    /// The same, below `producer`
    BindingProducer,
    /// A level of the RocketMQ binder; without a binding: `spring.cloud.stream.rocketmq.default`
    Rocket(Level),
    /// Anywhere else below `spring.cloud.stream`
    Stream,
    /// `rocketmq`: the keys of rocketmq-spring
    OtherLibrary,
    /// Anywhere else
    Elsewhere,
}

/// Where a property stands: the area, the binding if there is one, and the keys below them.
pub(super) struct Place<'p> {
    pub(super) area: Area,
    pub(super) binding: Option<&'p Segment>,
    pub(super) keys: &'p [Segment],
}

const STREAM: [&str; 3] = ["spring", "cloud", "stream"];

pub(super) fn is_stream(property: &Property) -> bool {
    property.starts_with(&STREAM)
}

pub(super) fn place(property: &Property) -> Place<'_> {
    let path = &property.path[..];
    if property.starts_with(&["rocketmq"]) {
        return Place { area: Area::OtherLibrary, binding: None, keys: &path[1..] };
    }
    if !is_stream(property) {
        return Place { area: Area::Elsewhere, binding: None, keys: path };
    }
    let path = &path[STREAM.len()..];
    let names: Vec<&str> = path.iter().take(2).map(|segment| segment.name.as_str()).collect();
    let found = match names[..] {
        ["bindings", _] => below_binding(&path[2..], Some(&path[1])),
        ["default", _] => below_binding(&path[1..], None),
        ["rocketmq", "binder"] => Some(Place { area: Area::Rocket(Level::Binder), binding: None, keys: &path[2..] }),
        ["rocketmq", "bindings"] if path.len() > 3 => below_rocket(&path[3..], Some(&path[2])),
        ["rocketmq", "default"] => below_rocket(&path[2..], None),
        _ => None,
    };
    let binding = if names == ["rocketmq", "bindings"] && path.len() > 3 { Some(&path[2]) } else { None };
    found.filter(|place| !place.keys.is_empty()).unwrap_or(Place { area: Area::Stream, binding, keys: path })
}

fn below_binding<'p>(path: &'p [Segment], binding: Option<&'p Segment>) -> Option<Place<'p>> {
    let (area, keys) = match path.first()?.name.as_str() {
        "consumer" => (Area::BindingConsumer, &path[1..]),
        "producer" => (Area::BindingProducer, &path[1..]),
        _ => (Area::Binding, path),
    };
    Some(Place { area, binding, keys })
}

fn below_rocket<'p>(path: &'p [Segment], binding: Option<&'p Segment>) -> Option<Place<'p>> {
    let level = match path.first()?.name.as_str() {
        "consumer" => Level::Consumer,
        "producer" => Level::Producer,
        _ => return None,
    };
    Some(Place { area: Area::Rocket(level), binding, keys: &path[1..] })
}

/// The key below an area, relaxed, without the index of a list.
pub(super) fn key_name(keys: &[Segment]) -> String {
    let names = keys.iter().filter(|segment| !segment.is_index()).map(|segment| segment.name.as_str());
    names.collect::<Vec<_>>().join(".")
}
