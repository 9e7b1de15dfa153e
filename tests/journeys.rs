//! Plays every journey: under `cargo test` natively, under `wasm-pack test --headless --chrome` in the browser.
//! One source, two places. A journey is a text file that a newcomer can read; see `tests/journeys/`.
use notation::journey::Journey;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn play(name: &str, text: &str) {
    let journey = Journey::parse(text).unwrap_or_else(|error| panic!("tests/journeys/{name}.txt, {error}"));
    journey.play().unwrap_or_else(|failure| panic!("tests/journeys/{name}.txt, {failure}"));
}

macro_rules! journeys {
    ($($test:ident: $file:literal;)*) => {
        $(
            #[wasm_bindgen_test(unsupported = test)]
            fn $test() {
                play($file, include_str!(concat!("journeys/", $file, ".txt")));
            }
        )*

        #[cfg(not(target_arch = "wasm32"))]
        #[test]
        fn no_journey_is_left_out() {
            let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journeys")).expect("the folder");
            let mut found: Vec<String> = folder
                .map(|file| file.expect("a file").path().file_stem().expect("a name").to_string_lossy().into_owned())
                .collect();
            let mut listed: Vec<String> = [$($file),*].map(String::from).to_vec();
            (found.sort(), listed.sort());
            assert_eq!(found, listed);
        }
    };
}

journeys! {
    the_article: "the-article";
    four_versions_one_click: "four-versions-one-click";
    the_answer_zero: "the-answer-zero";
    committed_wins: "committed-wins";
    forward_needs_force: "forward-needs-force";
    online_clients_pause: "online-clients-pause";
    nobody_online: "nobody-online";
    refusals: "refusals";
    shared_out_evenly: "shared-out-evenly";
    tags_are_filtered: "tags-are-filtered";
    undo_is_not_rewind: "undo-is-not-rewind";
    retention_file_by_file: "retention-file-by-file";
    retention_on_demand: "retention-on-demand";
    retention_and_the_group: "retention-and-the-group";
}

#[wasm_bindgen_test(unsupported = test)]
fn a_line_that_is_not_understood_is_named() {
    let error = Journey::parse("topic t queues 1\nsned t: x").expect_err("it is no journey");
    assert_eq!(error.line, 2);
    assert!(error.problem.contains("sned"), "{error}");
}

#[wasm_bindgen_test(unsupported = test)]
fn a_line_that_is_not_so_is_named() {
    let journey = Journey::parse("topic t queues 1\nsend t: x\nwait 1s\nexpect topic t holds 0-2").expect("a journey");
    let failure = journey.play().expect_err("it holds one message");
    assert_eq!((failure.line, failure.found.as_str()), (4, "ends: found [(0, 1)], not [(0, 2)]"));
}
