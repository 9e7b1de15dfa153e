//! A simulation on a store that a real broker left behind.
use crate::command::{ConsumeFrom, GroupSettings};
use crate::consumer_group::Group;
use crate::simulation::Simulation;
use broker::{Broker, BrokerVersion, ConfigRemark, FileSizes, Opened, SaveError};
use std::collections::{BTreeMap, BTreeSet};
use store::{Folder, GroupName, OpenError, QueueId, StoreTime, TopicName};

/// What the name of a group begins with that is added where a folder holds none for a topic: it has read everything,
/// so that there is something to rewind.
pub const PRACTICE_PREFIX: &str = "practice-";
/// Groups of a folder that are shown, the first by name: more would be a list that nobody reads, and each has a row for
/// each queue. The offsets of the others are kept.
pub const OPENED_GROUPS_MAX: usize = 1_000;
/// Topics that get such a group, the fullest first.
const PRACTICE_GROUPS_MAX: usize = 16;
/// Between the last message and the clock at the start, so that the last message lies visibly before now.
const AFTER_LAST_MS: i64 = 1_000;
/// How long handlers work in groups whose own handlers nobody knows.
const HANDLER_MS: i64 = 100;

impl Simulation {
    /// Opens a store folder as a broker of a version does. The clock stands a second after the last message.
    ///
    /// Groups come from the folder's offsets, at most [`OPENED_GROUPS_MAX`]; a topic that no group has read gets one that
    /// has read all of it ([`PRACTICE_PREFIX`]). A group with offsets on several topics is set to read the fullest of
    /// them; its places on the others are kept, and shown and moved where that topic is named.
    ///
    /// # Errors
    /// A folder with which no broker starts.
    #[inline(never)]
    pub fn open_store(
        folder: &Folder,
        version: BrokerVersion,
        opened_at: StoreTime,
    ) -> Result<(Self, Opened), OpenError> {
        let (mut broker, mut opened) = Broker::open(folder, version, opened_at)?;
        let topics: Vec<TopicName> = broker.topics().iter().map(|(topic, _)| topic.clone()).collect();
        let size = |topic: &TopicName| broker.store().queues(topic).map(|(_, queue)| queue.max().0).sum::<i64>();
        let mut readers: BTreeMap<GroupName, (i64, TopicName)> = BTreeMap::new();
        let mut read: BTreeSet<TopicName> = BTreeSet::new();
        for (group, topic) in broker.offsets().groups().filter(|(_, topic)| !broker::is_system(topic)) {
            read.insert(topic.clone());
            let fullest = (size(topic), topic.clone());
            let reads = readers.entry(group.clone()).or_insert_with(|| fullest.clone());
            if fullest.0 > reads.0 {
                *reads = fullest;
            }
        }
        let mut readers: BTreeMap<GroupName, TopicName> =
            readers.into_iter().map(|(group, (_, topic))| (group, topic)).collect();
        if let Some(first_hidden) = readers.keys().nth(OPENED_GROUPS_MAX).cloned() {
            opened.config.push(ConfigRemark::Groups { found: readers.len(), shown: OPENED_GROUPS_MAX });
            readers.split_off(&first_hidden);
        }
        let mut unread: Vec<(i64, TopicName)> = topics.iter().map(|topic| (size(topic), topic.clone())).collect();
        unread.retain(|(size, topic)| *size > 0 && !read.contains(topic));
        unread.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
        for (_, topic) in unread.into_iter().take(PRACTICE_GROUPS_MAX) {
            let group = GroupName::from(format!("{PRACTICE_PREFIX}{topic}"));
            practise(&mut broker, &group, &topic);
            readers.insert(group, topic);
        }
        let lasts = topics.iter().flat_map(|topic| broker.store().queues(topic));
        let last = lasts.filter_map(|(_, queue)| queue.last_time()).max().unwrap_or(opened_at);
        let mut simulation = Self::with_broker(broker, last.plus_ms(AFTER_LAST_MS));
        for (group, topic) in readers {
            let settings =
                GroupSettings { topic, consume_from: ConsumeFrom::Last, tags: "*".to_owned(), handler_ms: HANDLER_MS };
            simulation.groups.insert(group, Group::new(settings));
        }
        Ok((simulation, opened))
    }
}

impl Simulation {
    /// The broker's folder, as it leaves it behind when it stops now: with the offsets that consumers have saved so far.
    ///
    /// # Errors
    /// A record that does not fit into files of the chosen size, or a topic whose name is no name of a folder.
    #[inline(never)]
    pub fn save_store(&self, sizes: FileSizes) -> Result<Folder, SaveError> {
        self.broker.save(sizes)
    }
}

/// Makes a group that has read all of a topic.
#[inline(never)]
fn practise(broker: &mut Broker, group: &GroupName, topic: &TopicName) {
    broker.register_group(group);
    let queues = broker.topics().get(topic).map_or(0, |config| config.queues);
    for queue in (0..queues).map(QueueId) {
        let max = broker.store().queue(topic, queue).map_or_else(Default::default, store::ConsumeQueue::max);
        broker.commit(group, topic, queue, max).expect("the group has just been registered");
    }
}
