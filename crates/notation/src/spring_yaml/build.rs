//! Topics, producers and groups from the settings, as the client gets them after the binder.
use super::{
    BinderVersion, ClientTimestamp, ConsumeFromWhere, FirstStart, GroupImport, Mark, MessageModel, ProducerImport,
    SendType, Severity, SpringImport, TimestampText, TopicImport,
    error::{ImportError, ImportErrorKind},
    flat::{Segment, relaxed},
    keys::{CONSUME_FROM_WHERE, Key, Level, find_key},
    place::Area,
    remark::{Notes, RemarkKind, add_line},
    settings::{Entry, Settings},
};
use crate::{java_date, zone::UTC};

/// The value of `consumeFromWhere` as the client understands it. Spring compares letters and digits only; four of the
/// six words mean the same to the client (`RebalancePushImpl`).
pub(super) fn where_of(text: &str) -> Option<ConsumeFromWhere> {
    let word = CONSUME_FROM_WHERE.into_iter().find(|word| relaxed(word) == relaxed(text))?;
    Some(match word {
        "CONSUME_FROM_TIMESTAMP" => ConsumeFromWhere::Timestamp,
        "CONSUME_FROM_FIRST_OFFSET" => ConsumeFromWhere::First,
        _ => ConsumeFromWhere::Last,
    })
}

pub(super) fn build(settings: &Settings, binder: BinderVersion, notes: Notes) -> Result<SpringImport, ImportError> {
    let mut builder =
        Builder { settings, binder, notes, topics: Vec::new(), producers: Vec::new(), groups: Vec::new() };
    let bindings =
        settings.bindings(|area| matches!(area, Area::Binding | Area::BindingConsumer | Area::BindingProducer));
    for binding in &bindings {
        builder.add(binding);
    }
    if builder.topics.is_empty() {
        return Err(ImportError::new(1, 1, ImportErrorKind::NoBindings));
    }
    for binding in settings.bindings(|area| matches!(area, Area::Rocket(_))) {
        if !bindings.iter().any(|known| known.text == binding.text) {
            let bindings = bindings.iter().map(|known| known.text.clone()).collect();
            builder.notes.remark(binding, RemarkKind::UnknownBinding { bindings });
            builder.notes.mark(binding.line, Mark::Misplaced);
        }
    }
    let Builder { topics, producers, groups, notes, .. } = builder;
    let (line_marks, remarks) = notes.finish();
    let starts = remarks.iter().all(|remark| remark.severity != Severity::Stops);
    Ok(SpringImport { binder, starts, topics, producers, groups, line_marks, remarks })
}

struct Builder<'s> {
    settings: &'s Settings,
    binder: BinderVersion,
    notes: Notes,
    topics: Vec<TopicImport>,
    producers: Vec<ProducerImport>,
    groups: Vec<GroupImport>,
}

impl Builder<'_> {
    fn add(&mut self, binding: &Segment) {
        self.notes.mark(binding.line, Mark::Used);
        let destination = self.settings.get(Area::Binding, &binding.text, "destination");
        let (names, line) = match destination.filter(|entry| !entry.value.is_empty()) {
            Some(entry) => {
                self.notes.mark(entry.key.line, Mark::Used);
                (entry.value.clone(), entry.key.line)
            }
            None => {
                self.notes.remark(binding, RemarkKind::DestinationMissing);
                (binding.text.clone(), binding.line)
            }
        };
        let is_consumer = self.is_consumer(binding);
        // A consumer may name several topics, with commas between them.
        let names: Vec<&str> = if is_consumer { names.split(',').map(str::trim).collect() } else { vec![&names] };
        for topic in names.into_iter().filter(|topic| !topic.is_empty()) {
            match self.topics.iter_mut().find(|known| known.name == topic) {
                Some(known) => known.lines.push(line),
                None => self.topics.push(TopicImport { name: topic.to_owned(), lines: vec![line] }),
            }
            if is_consumer { self.add_group(binding, topic, line) } else { self.add_producer(binding, topic, line) }
        }
        for level in [Level::Consumer, Level::Producer] {
            self.mark_rocket_binding(&binding.text, level);
        }
    }

    /// The application's code says which way a binding goes. The file only hints at it: by its name, the
    /// binder's section, Spring's section, a group.
    fn is_consumer(&self, binding: &Segment) -> bool {
        let has = |area| self.settings.has(area, &binding.text);
        let (text, name) = (binding.text.as_str(), binding.name.as_str());
        let hints = [
            (name.starts_with("input") || text.contains("-in-"), name.starts_with("output") || text.contains("-out-")),
            (has(Area::Rocket(Level::Consumer)), has(Area::Rocket(Level::Producer))),
            (has(Area::BindingConsumer), has(Area::BindingProducer)),
            (self.settings.get(Area::Binding, text, "group").is_some(), false),
        ];
        hints.into_iter().find(|(is_in, is_out)| is_in != is_out).is_some_and(|(is_in, _)| is_in)
    }

    /// The line of the binding's name in the binder's part is of use when a key below it is.
    fn mark_rocket_binding(&mut self, binding: &str, level: Level) {
        let is_here = |entry: &&Entry| {
            entry.area == Area::Rocket(level) && entry.binding.as_ref().is_some_and(|owner| owner.text == binding)
        };
        if let Some(owner) = self.settings.entries.iter().find(is_here).and_then(|entry| entry.binding.as_ref()) {
            self.notes.mark(owner.line, Mark::Used);
        }
    }

    /// The value of a key that this version knows, at the binding or among the defaults.
    fn get(&self, level: Level, binding: &str, name: &str) -> Option<(&Entry, &'static Key)> {
        let key = find_key(self.binder, level, name)?;
        Some((self.settings.get(Area::Rocket(level), binding, &relaxed(name))?, key))
    }

    fn get_bool(&self, level: Level, binding: &str, name: &str) -> Option<bool> {
        self.get(level, binding, name).and_then(|(entry, _)| entry.as_bool())
    }

    /// The text of a key if the binder hands it to the client and it is not empty.
    fn get_text(&self, level: Level, binding: &str, name: &str) -> Option<&Entry> {
        self.get(level, binding, name)
            .filter(|(entry, key)| key.reaches_client && !entry.value.is_empty())
            .map(|(entry, _)| entry)
    }

    fn add_producer(&mut self, binding: &Segment, topic: &str, topic_line: usize) {
        let binder = self.binder;
        if let Some(entry) = self.settings.get(Area::Binding, &binding.text, "group") {
            self.notes.no_part(&entry.key);
        }
        let own = self.get_text(Level::Producer, &binding.text, "group");
        let of_binder = || self.get_text(Level::Binder, &binding.text, "group");
        let named = own.or_else(of_binder).cloned();
        let group = named.as_ref().map(|entry| entry.value.clone()).or_else(|| binder.default_producer_group(topic));
        if named.is_none() {
            let kind = RemarkKind::ProducerGroupMissing { binder, instead: group.clone() };
            self.notes.remark(binding, kind);
        }
        let send_type = match (self.get_bool(Level::Producer, &binding.text, "sync"), self.send_type(&binding.text)) {
            (Some(true), _) => SendType::Sync,
            (_, Some(send_type)) => send_type,
            _ if binder.is_old() => SendType::Async,
            _ => SendType::Sync,
        };
        let sets_delay_level = !binder.is_old() || send_type == SendType::Sync;
        if !sets_delay_level {
            let place = self.get(Level::Producer, &binding.text, "sync").map_or(binding, |(entry, _)| &entry.key);
            self.notes.remark(&place.clone(), RemarkKind::DelayLost { binder });
        }
        let mut lines = vec![binding.line, topic_line];
        lines.extend(named.map(|entry| entry.key.line));
        let enabled = self.get_bool(Level::Producer, &binding.text, "enabled").unwrap_or(true);
        self.producers.push(ProducerImport {
            binding: binding.text.clone(),
            topic: topic.to_owned(),
            group,
            send_type,
            sets_delay_level,
            enabled,
            lines: in_order(lines),
        });
    }

    fn send_type(&self, binding: &str) -> Option<SendType> {
        let (entry, _) = self.get(Level::Producer, binding, "sendType")?;
        match entry.value.as_str() {
            "Async" => Some(SendType::Async),
            "OneWay" => Some(SendType::OneWay),
            "Sync" => Some(SendType::Sync),
            _ => None,
        }
    }

    fn add_group(&mut self, binding: &Segment, topic: &str, topic_line: usize) {
        let binder = self.binder;
        let named = self.settings.get(Area::Binding, &binding.text, "group").filter(|entry| !entry.value.is_empty());
        let instead = (!binder.needs_consumer_group()).then(|| format!("anonymous_{topic}"));
        let mut lines = vec![binding.line, topic_line];
        let group = match named {
            Some(entry) => {
                self.notes.mark(entry.key.line, Mark::Used);
                lines.push(entry.key.line);
                Some(entry.value.clone())
            }
            None => {
                self.notes.remark(binding, RemarkKind::ConsumerGroupMissing { binder, instead: instead.clone() });
                instead
            }
        };
        let enabled = self.get(Level::Consumer, &binding.text, "enabled").map(|(entry, _)| entry.clone());
        let is_enabled = enabled.as_ref().and_then(Entry::as_bool).unwrap_or(true);
        if let Some(entry) = enabled.filter(|_| !is_enabled) {
            self.notes.remark(&entry.key, RemarkKind::ConsumerDisabled);
        }
        self.groups.push(GroupImport {
            binding: binding.text.clone(),
            topic: topic.to_owned(),
            group,
            consume_from_where: self.written(&binding.text, "consumefromwhere").map(|entry| entry.value.clone()),
            consume_timestamp: self.timestamp(&binding.text),
            first_start: self.first_start(&binding.text),
            message_model: self.message_model(&binding.text),
            enabled: is_enabled,
            tags: self.subscription(&binding.text),
            lines: in_order(lines),
        });
    }

    /// A consumer key as the file has it, whether this version knows it or not.
    fn written(&self, binding: &str, name: &str) -> Option<&Entry> {
        self.settings.get(Area::Rocket(Level::Consumer), binding, name)
    }

    fn timestamp(&self, binding: &str) -> Option<TimestampText> {
        let entry = self.written(binding, "consumetimestamp")?;
        Some(TimestampText {
            text: entry.value.clone(),
            line: entry.key.line,
            reaches_client: self.get_text(Level::Consumer, binding, "consumeTimestamp").is_some(),
            is_readable: java_date::consume_timestamp_ms(&entry.value, &UTC).is_some(),
        })
    }

    fn first_start(&self, binding: &str) -> FirstStart {
        let word = self.get_text(Level::Consumer, binding, "consumeFromWhere");
        let given = self.get_text(Level::Consumer, binding, "consumeTimestamp");
        FirstStart {
            consume_from_where: word.and_then(|entry| where_of(&entry.value)).unwrap_or(ConsumeFromWhere::Last),
            consume_timestamp: given
                .map_or(ClientTimestamp::HalfHourBeforeStart, |entry| ClientTimestamp::Given(entry.value.clone())),
        }
    }

    fn message_model(&self, binding: &str) -> MessageModel {
        let model = self.get_text(Level::Consumer, binding, "messageModel");
        let is_broadcasting = self.get_bool(Level::Consumer, binding, "broadcasting").unwrap_or(false)
            || model.is_some_and(|entry| entry.value.trim() == "BROADCASTING");
        if is_broadcasting { MessageModel::Broadcasting } else { MessageModel::Clustering }
    }

    fn subscription(&self, binding: &str) -> String {
        let text = |name| self.get_text(Level::Consumer, binding, name).map(|entry| entry.value.clone());
        let sql = || text("sql").map(|sql| format!("sql:{sql}"));
        text("subscription").or_else(sql).or_else(|| text("tags")).unwrap_or_else(|| "*".to_owned())
    }
}

fn in_order(lines: Vec<usize>) -> Vec<usize> {
    let mut ordered = Vec::new();
    lines.into_iter().for_each(|line| add_line(&mut ordered, line));
    ordered
}
