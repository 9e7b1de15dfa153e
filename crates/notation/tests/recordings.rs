//! A story that a real cluster played (`tests/recordings`), beside the same story played here.
use notation::journey::Journey;
use notation::recording::{Beside, Recording, RecordingProblem, Row};
use store::{GroupName, QueueId, TopicName};

const STORY: &str = include_str!("../../../tests/recordings/one-rewind.txt");
const RECORDED: &str = include_str!("../../../tests/recordings/one-rewind.5.3.3.jsonl");

fn beside(story: &str, recorded: &str) -> Vec<Beside> {
    let session = Journey::parse(story).expect("a journey").play().expect("it plays");
    Recording::parse(recorded).expect("a recording").beside(session.simulation())
}

#[test]
fn the_cluster_did_what_the_simulation_did() {
    let rows = beside(STORY, RECORDED);
    let answers: Vec<_> = rows.iter().map(|row| (row.here, row.there)).collect();
    // Two queues, differing bodies, received, again, two saved offsets.
    let expected = [2, 1, 0, 5, 2, 2, 1].map(|answer| (Some(answer), Some(answer)));
    assert_eq!(answers, expected, "{rows:?}");
}

#[test]
fn another_story_differs_in_what_it_did() {
    let rows = beside(
        &STORY
            .replace("tag b: second", "tag b: other")
            .replace("+ 1ms force", "+ 1h force")
            .replace("received 5 again 2", "received 3"),
        RECORDED,
    );
    let different: Vec<_> = rows.into_iter().filter(|row| row.here != row.there).map(|row| row.row).collect();
    let group = GroupName::from("rewind-readers");
    let topic = TopicName::from("rewind-story");
    assert_eq!(different, [Row::Bodies(topic), Row::Received(group.clone()), Row::Again(group)]);
}

#[test]
fn a_topic_that_is_not_here_has_no_answer() {
    let rows = beside("broker 5.3\n", RECORDED);
    assert_eq!(rows[0].row, Row::Stored(TopicName::from("rewind-story"), QueueId(0)));
    assert_eq!((rows[0].here, rows[0].there), (None, Some(2)));
}

#[test]
fn what_is_no_recording_is_named_by_its_line() {
    let check = |text: &str, line: usize, problem: fn(&RecordingProblem) -> bool| {
        let error = Recording::parse(text).expect_err("no recording");
        assert!(error.line == line && problem(&error.problem), "{error}");
    };
    check("", 1, |problem| *problem == RecordingProblem::NoBegin);
    check("{\"event\":\"end\"}", 1, |problem| *problem == RecordingProblem::NoBegin);
    check("{\"event\":\"begin\",\"recording\":2}", 1, |problem| *problem == RecordingProblem::Version(2));
    check("{\"event\":\"begin\",\"recording\":1}\nno json", 2, |problem| matches!(problem, RecordingProblem::Line(_)));
    check("{\"event\":\"begin\",\"recording\":1}\n{\"event\":\"received\"}", 2, |problem| {
        matches!(problem, RecordingProblem::Line(_))
    });
}

#[test]
fn unknown_events_are_passed_over_and_a_recording_that_breaks_off_says_so() {
    let recording = Recording::parse("{\"event\":\"begin\",\"recording\":1}\n{\"event\":\"weather\",\"rain\":true}\n");
    assert_eq!(recording.expect("a recording").broken_off.as_deref(), Some(""));
    let failed = "{\"event\":\"begin\",\"recording\":1}\n{\"event\":\"failed\",\"message\":\"no route\"}\n";
    assert_eq!(Recording::parse(failed).expect("a recording").broken_off.as_deref(), Some("no route"));
}
