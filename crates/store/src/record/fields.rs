//! The fields of a record one by one, for a view that shows bytes and meanings side by side.
use super::Record;
use serde::Serialize;

/// One field: its name, where its bytes lie in the record, and what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// A fixed name, such as `storeTime`.
    pub name: &'static str,
    /// The first byte, counted from the record's start.
    pub start: usize,
    /// How many bytes.
    pub len: usize,
    /// The value as text. Bytes that are no text are shown as far as they are.
    pub value: String,
}

impl Record<'_> {
    /// All fields in their order. Together they cover every byte of the record once.
    #[inline(never)]
    pub fn fields(&self) -> Vec<Field> {
        let store_time = self.store_time_at();
        let body = self.body_at();
        let store_host_len = body - 16 - store_time - 8;
        let (topic_len, magic) = match self.has_long_topic() {
            true => (2, super::LONG_TOPIC_MAGIC),
            false => (1, super::MESSAGE_MAGIC),
        };
        let topic_at = body + self.body().len() + topic_len;
        let mut list = List { fields: Vec::with_capacity(20), at: 0 };
        list.add("totalSize", 4, self.total_size());
        list.add("magic", 4, format_args!("{magic:08X}"));
        list.add("bodyCrc", 4, format_args!("{:08X}", self.body_crc()));
        list.add("queueId", 4, self.queue());
        list.add("flag", 4, self.flag());
        list.add("queueOffset", 8, self.queue_offset());
        list.add("physicalOffset", 8, self.log_offset());
        list.add("sysFlag", 4, self.sys_flag());
        list.add("bornTime", 8, self.born_time());
        list.add("bornHost", store_time - list.at, self.born_host());
        list.add("storeTime", 8, self.store_time());
        list.add("storeHost", store_host_len, self.store_host());
        list.add("reconsumeTimes", 4, self.reconsume_times());
        list.add("preparedTransactionOffset", 8, self.prepared_transaction_offset());
        list.add("bodyLength", 4, self.body().len());
        let packed = self.compression().map(|how| format!("({how})"));
        let text = || String::from_utf8_lossy(self.body()).into_owned();
        list.add("body", self.body().len(), packed.unwrap_or_else(text));
        list.add("topicLength", topic_len, self.topic().len());
        debug_assert_eq!(list.at, topic_at, "the topic follows the body");
        list.add("topic", self.topic().len(), self.topic());
        list.add("propertiesLength", 2, self.properties_text().len());
        let shown = self.properties_text().replace('\u{1}', "=").replace('\u{2}', " ");
        list.add("properties", self.properties_text().len(), shown.trim_end());
        list.fields
    }
}

struct List {
    fields: Vec<Field>,
    at: usize,
}

impl List {
    fn add(&mut self, name: &'static str, len: usize, value: impl ToString) {
        self.fields.push(Field { name, start: self.at, len, value: value.to_string() });
        self.at += len;
    }
}
