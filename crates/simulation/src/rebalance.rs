//! Who reads which queue: `AllocateMessageQueueAveragely`, a pure function of sorted queues and sorted consumers.

/// The queues of the consumer at `index` among `consumers`, as a range of the sorted queues.
pub(crate) fn average(queues: usize, consumers: usize, index: usize) -> std::ops::Range<usize> {
    let (share, rest) = (queues / consumers, queues % consumers);
    let start = index * share + index.min(rest);
    let length = share + usize::from(index < rest);
    start..(start + length).min(queues)
}

#[cfg(test)]
mod tests {
    use super::average;

    #[test]
    fn two_consumers_halve_four_queues() {
        assert_eq!((average(4, 2, 0), average(4, 2, 1)), (0..2, 2..4));
    }

    #[test]
    fn the_first_ones_take_one_more() {
        assert_eq!((average(4, 3, 0), average(4, 3, 1), average(4, 3, 2)), (0..2, 2..3, 3..4));
    }

    #[test]
    fn a_fifth_consumer_of_four_queues_reads_nothing() {
        assert!(average(4, 5, 4).is_empty());
    }

    #[test]
    fn every_queue_has_exactly_one_reader() {
        for queues in 0..20 {
            for consumers in 1..12 {
                let all: Vec<usize> = (0..consumers).flat_map(|index| average(queues, consumers, index)).collect();
                assert_eq!(all, (0..queues).collect::<Vec<_>>());
            }
        }
    }
}
