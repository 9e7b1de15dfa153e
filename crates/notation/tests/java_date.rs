//! Java's reading of dates, checked against what real brokers' own parser answered.
mod common;

use common::{Iana, lines};
use notation::{
    java_date::{ClientLine, MqadminTime, Pattern, PatternError, mqadmin_time, parse_date, push_consumer_start_error},
    zone::UTC,
};
use serde_json::Value;

fn text<'a>(line: &'a Value, field: &str) -> &'a str {
    line[field].as_str().unwrap_or_else(|| panic!("{field} of {line}"))
}

/// Our answer to a recorded line, written as the recording writes it: `ms` and `error`.
fn answer(line: &Value) -> (Value, Value) {
    let (zone, input) = (Iana::named(text(line, "zone")), text(line, "input"));
    let client = ClientLine::of_version(text(line, "version")).expect("a version");
    match text(line, "how") {
        "parseDate" => match parse_date(input, text(line, "pattern"), &zone).expect("a known pattern") {
            Some(ms) => (ms.into(), Value::Null),
            None => (Value::Null, "returns null".into()),
        },
        "start of a push consumer" => (Value::Null, push_consumer_start_error(input, client, &zone).into()),
        _ => match mqadmin_time(input, client, &zone) {
            MqadminTime::Now => ("wall clock now".into(), Value::Null),
            MqadminTime::Ms(ms) => (ms.into(), Value::Null),
            // An exception without a message was recorded with the word None.
            error @ MqadminTime::NullPointer(_) => {
                let error = error.error().expect("an error");
                (Value::Null, if error.contains(' ') { error.into() } else { format!("{error}: None").into() })
            }
        },
    }
}

#[test]
fn every_recorded_date_is_read_as_java_read_it() {
    let lines = lines("../../tests/truth/dates.jsonl");
    assert!(lines.len() > 1000);
    for line in lines {
        assert_eq!(answer(&line), (line["ms"].clone(), line["error"].clone()), "{line}");
    }
}

/// `odd.jsonl`: texts that nobody should write, in nine zones, as 5.3.3 read them on JDK 17.
#[test]
fn odd_dates_are_read_as_java_read_them() {
    let mut count = 0;
    for line in lines("tests/dates/odd.jsonl") {
        let (zone, pattern) = (Iana::named(text(&line, "zone")), Pattern::compile(text(&line, "pattern")).unwrap());
        let (inputs, recorded) = (line["inputs"].as_array().unwrap(), line["ms"].as_array().unwrap());
        assert_eq!(inputs.len(), recorded.len());
        for (input, recorded) in inputs.iter().zip(recorded) {
            let ours = pattern.parse(input.as_str().unwrap(), &zone);
            assert_eq!(ours, recorded.as_i64(), "{input} in {}", line["zone"]);
            count += 1;
        }
    }
    assert!(count > 1500, "{count}");
}

/// What the texts teach. Each answer was given by a real parser, in UTC.
#[test]
fn what_a_text_is_taken_for() {
    let check = |input: &str, expect: Option<&str>| {
        let ours = notation::java_date::consume_timestamp_ms(input, &UTC);
        assert_eq!(
            ours.map(|ms| notation::java_calendar::Civil::of_local_ms(ms).to_string()).as_deref(),
            expect,
            "{input:?}"
        );
    };
    // As meant.
    check("20220117110148", Some("2022-01-17 11:01:48.000"));
    // The last field takes all digits that are left: three digits of milliseconds become 48,123 seconds.
    check("20220117110148123", Some("2022-01-18 00:23:03.000"));
    // Epoch milliseconds are taken apart: year 1642, month 38, day 85, hour 8, minute 12, 3 seconds.
    check("1642388508123", Some("1645-04-26 08:12:03.000"));
    // Epoch seconds are too short, and are no date.
    check("1642388508", None);
    // A dash is a minus: month −0, day 1, hour −1, minute 7, second 11.
    check("2022-01-17 11:01:48", Some("2021-11-30 23:07:11.000"));
    // A T is no digit, so the same with a T is no date.
    check("2022-01-17T11:01:48", None);
    // What follows the last number is not looked at: the zone has no effect.
    check("20220117110148+08", Some("2022-01-17 11:01:48.000"));
    // A blank counts as one of the four letters of the year: year 202, month 40, day 10, hour 10.
    check(" 20240101000000", Some("0205-04-10 10:00:00.000"));
    // Fields flow over: February 30 is March 1, hour 24 is the next day.
    check("20240230000000", Some("2024-03-01 00:00:00.000"));
    check("20240101240000", Some("2024-01-02 00:00:00.000"));
    // Digits of every script count.
    check("２０２２0117110148", Some("2022-01-17 11:01:48.000"));
    // An E starts an exponent: 8E1 seconds.
    check("2022011711018E1", Some("2022-01-17 11:02:20.000"));
    // Before 1582-10-15 Java counts by the Julian calendar, in which 1500 is a leap year.
    check("15000229000000", Some("1500-02-29 00:00:00.000"));
    check("19000229000000", Some("1900-03-01 00:00:00.000"));
}

#[test]
fn a_pattern_that_is_not_modelled_is_refused() {
    let check = |pattern: &str, expect: PatternError| assert_eq!(Pattern::compile(pattern), Err(expect));
    check("yyyy-MM-dd EEE", PatternError::Letter('E'));
    check("yy-MM-dd", PatternError::ShortYear);
    check("yyyy-MMM-dd", PatternError::MonthName);
    check("yyyy'T", PatternError::OpenQuote);
    assert_eq!(parse_date("2022T1'", "yyyy'T'MM''", &UTC), Ok(Some(1_640_995_200_000)));
}

#[test]
fn mqadmin_takes_digits_for_milliseconds() {
    let check = |input: &str, line, expect| assert_eq!(mqadmin_time(input, line, &UTC), expect, "{input:?}");
    check("20220117110148", ClientLine::V5, MqadminTime::Ms(20_220_117_110_148));
    check("1642388508", ClientLine::V5, MqadminTime::Ms(1_642_388_508));
    check(" now ", ClientLine::V4, MqadminTime::Ms(-1));
    check(" now ", ClientLine::V5, MqadminTime::Now);
    check("NOW", ClientLine::V5, MqadminTime::NullPointer(ClientLine::V5));
    check("+5", ClientLine::V5, MqadminTime::Ms(5));
    check("０５", ClientLine::V5, MqadminTime::Ms(5));
    check("9223372036854775808", ClientLine::V5, MqadminTime::NullPointer(ClientLine::V5));
    check("-9223372036854775808", ClientLine::V5, MqadminTime::Ms(i64::MIN));
    check("2024-01-01#00:00:00:123zzz", ClientLine::V5, MqadminTime::Ms(1_704_067_200_123));
    check("\u{2003}5", ClientLine::V4, MqadminTime::NullPointer(ClientLine::V4));
}
