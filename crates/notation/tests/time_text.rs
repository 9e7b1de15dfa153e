//! What people type into the time field.
mod common;

use common::Iana;
use notation::{
    Language,
    time_text::{
        Context, Expected, TimeErrorKind as Kind, TimeReading, consume_timestamp_text, format_local, format_offset,
        mqadmin_text, question_text, read_time,
    },
    zone::{UTC, ZoneRules},
};

/// 2022-01-17 11:01:48.123 in Shanghai.
const THEN_MS: i64 = 1_642_388_508_123;
/// 2022-01-17 11:02:00 in Shanghai.
const NOW_MS: i64 = 1_642_388_520_000;

fn read_in(text: &str, zone: &dyn ZoneRules) -> TimeReading {
    read_time(text, &Context { now_ms: NOW_MS, earliest_ms: Some(1000), date_of: THEN_MS, zone })
}

fn read(text: &str) -> TimeReading {
    read_in(text, &Iana::named("Asia/Shanghai"))
}

/// The text is this instant.
fn check(text: &str, expect_ms: i64) {
    assert_eq!(read(text), TimeReading::At { ms: expect_ms }, "{text:?}");
}

/// The text is wrong at this character.
fn wrong(text: &str, character: usize, kind: Kind) {
    let TimeReading::Error(error) = read(text) else { panic!("{text:?} is read as {:?}", read(text)) };
    assert_eq!((error.character, error.kind), (character, kind), "{text:?}");
}

#[test]
fn a_date_and_a_time() {
    for text in [
        "2022-01-17 11:01:48.123",
        "2022-01-17T11:01:48.123",
        "2022/01/17 11:01:48,123",
        "2022-1-17  11:01:48.123",
        "  2022-01-17 11:01:48.123 ",
        "2022-01-17T03:01:48.123Z",
        "2022-01-17 11:01:48.123 +08:00",
        "2022-01-16T22:01:48.123-0500",
        "2022-01-17#11:01:48:123",
        "20220117110148123",
        "20220117 11:01:48.123",
        "20220117T110148.123456789",
        "２０２２－０１－１７　１１：０１：４８．１２３",
        "1642388508123",
    ] {
        check(text, THEN_MS);
    }
    check("2022-01-17 11:01:48", THEN_MS - 123);
    check("20220117110148", THEN_MS - 123);
    check("2022-01-17 11:01", THEN_MS - 48_123);
    check("202201171101", THEN_MS - 48_123);
    check("2022-01-17", THEN_MS - 39_708_123);
    check("20220117", THEN_MS - 39_708_123);
    check("2022-01-17#11:01:48:5", THEN_MS - 118);
}

#[test]
fn a_time_of_day_lies_on_the_date_in_view() {
    check("11:01:48.5", THEN_MS + 377);
    check("11:01:48.05", THEN_MS - 73);
    check("1:01", THEN_MS - 48_123 - 36_000_000);
}

#[test]
fn words_and_steps_from_now() {
    check("now", NOW_MS);
    check("现在", NOW_MS);
    check("earliest", 1000);
    check("最早", 1000);
    check("latest", NOW_MS);
    check("最新", NOW_MS);
    check("+10 s", NOW_MS + 10_000);
    check("-1 h 30 m", NOW_MS - 5_400_000);
    check("-90s", NOW_MS - 90_000);
    check("-1h30m", NOW_MS - 5_400_000);
    check("- 1h", NOW_MS - 3_600_000);
    check("+5m", NOW_MS + 300_000);
    check("now - 1d 250ms", NOW_MS - 86_400_250);
}

#[test]
fn ten_digits_are_a_question() {
    let expect = TimeReading::Question { seconds_ms: 1_642_388_508_000, millis_ms: 1_642_388_508 };
    assert_eq!(read(" 1642388508 "), expect);
    let ask = |language| {
        question_text("1642388508", 1_642_388_508_000, 1_642_388_508, &Iana::named("Asia/Shanghai"), language)
    };
    assert_eq!(ask(Language::En), "1642388508: seconds → 2022-01-17 11:01:48, or milliseconds → 1970-01-20 08:13:08?");
    assert_eq!(ask(Language::Zh), "1642388508：按秒是 2022-01-17 11:01:48，按毫秒是 1970-01-20 08:13:08，是哪一个？");
}

#[test]
fn what_does_not_exist_is_refused_where_it_stands() {
    wrong("2022-13-17 11:01:48", 6, Kind::NoMonth(13));
    wrong("20221317110148", 5, Kind::NoMonth(13));
    wrong("2022-02-30", 9, Kind::NoDay { year: 2022, month: 2, day: 30 });
    wrong("1582-10-10", 9, Kind::NoDay { year: 1582, month: 10, day: 10 });
    wrong("0000-01-01", 1, Kind::NoYear(0));
    wrong("2022-01-17 24:00", 12, Kind::NoHour(24));
    wrong("2022-01-17 11:60", 15, Kind::NoMinute(60));
    wrong("11:01:60", 7, Kind::NoSecond(60));
    wrong("2022-01-17 11:01 +19:00", 19, Kind::NoHour(19));
    let new_york = Iana::named("America/New_York");
    let TimeReading::Error(error) = read_in("2024-03-10 02:30", &new_york) else { panic!("read") };
    assert_eq!(error.character, 12);
    assert_eq!(error.kind, Kind::Skipped { zone: "America/New_York".into() });
    // Of a time that comes twice Java, and so we, take the second.
    assert_eq!(read_in("2024-11-03 01:30", &new_york), TimeReading::At { ms: 1_730_615_400_000 });
}

#[test]
fn what_is_no_time_is_refused_where_it_goes_wrong() {
    let unexpected = |found, expected| Kind::Unexpected { found, expected };
    wrong("", 1, Kind::Empty);
    wrong("   ", 1, Kind::Empty);
    wrong("yesterday", 1, unexpected(Some('y'), Expected::Time));
    wrong("2022-01-17x", 11, unexpected(Some('x'), Expected::End));
    wrong("2022.01.17", 5, unexpected(Some('.'), Expected::DateMark));
    wrong("2022-01", 8, unexpected(None, Expected::DateMark));
    wrong("2022-01-", 9, unexpected(None, Expected::Number));
    wrong("2022-01-17T", 12, unexpected(None, Expected::Number));
    wrong("11", 3, unexpected(None, Expected::Colon));
    wrong("-1", 3, Kind::NoUnit);
    wrong("-3600000", 9, Kind::NoUnit);
    wrong("0001-01-01", 1, Kind::OutOfRange);
    wrong("-1x", 3, unexpected(Some('x'), Expected::Unit));
    wrong("11:01:48.", 10, unexpected(None, Expected::Number));
    wrong("11:01:48+", 10, unexpected(None, Expected::Offset));
    wrong("now!", 4, unexpected(Some('!'), Expected::End));
    wrong("123456", 1, Kind::DigitCount(6));
    wrong("202201171101481", 1, Kind::DigitCount(15));
    wrong("99999999999999999999999", 1, Kind::OutOfRange);
    wrong("-99999999999999999d", 2, Kind::OutOfRange);
    wrong("-999999d", 1, Kind::OutOfRange);
    wrong(&"1".repeat(200), 81, Kind::TooLong);
    let context = Context { now_ms: 0, earliest_ms: None, date_of: 0, zone: &UTC };
    let TimeReading::Error(error) = read_time("earliest", &context) else { panic!("read") };
    assert_eq!(error.kind, Kind::NoEarliest);
}

#[test]
fn an_error_is_a_sentence() {
    let say = |text: &str, language| match read(text) {
        TimeReading::Error(error) => error.text(language),
        other => panic!("{other:?}"),
    };
    assert_eq!(say("2022-13-17", Language::En), "Month 13 does not exist (character 6). Nothing changed.");
    assert_eq!(say("2022-13-17", Language::Zh), "第 6 个字符：没有 13 月。未作改动。");
    assert_eq!(
        say("-1", Language::En),
        "A number needs a unit here: -1s is a second before now. mqadmin's -1, the end of every queue, is no time; now \
         is nearest to it (character 3). Nothing changed."
    );
    assert_eq!(say("+1x", Language::Zh), "第 3 个字符：此处应为单位 d、h、m、s 或 ms，而不是“x”。未作改动。");
    // Midnight at +08:00 is the day before in UTC, and that is no year.
    let year_one = "The time lies outside the years 1 to 9999 of UTC (character 1). Nothing changed.";
    assert_eq!(say("0001-01-01", Language::En), year_one);
}

#[test]
fn times_are_written() {
    let (shanghai, new_york) = (Iana::named("Asia/Shanghai"), Iana::named("America/New_York"));
    assert_eq!(format_local(THEN_MS, &shanghai), "2022-01-17 11:01:48.123");
    assert_eq!(mqadmin_text(THEN_MS, &shanghai), "2022-01-17#11:01:48:123");
    assert_eq!(mqadmin_text(THEN_MS, &UTC), "2022-01-17#03:01:48:123");
    let text = consume_timestamp_text(THEN_MS, &shanghai);
    assert_eq!((text.text.as_str(), text.lost_ms, text.read_back_ms), ("20220117110148", 123, THEN_MS - 123));
    // The first 01:30 of that night is written like the second, and read as the second.
    let first_ms = 1_730_615_400_000 - 3_600_000;
    assert_eq!(consume_timestamp_text(first_ms, &new_york).read_back_ms, first_ms + 3_600_000);
    for (offset_ms, expect) in
        [(28_800_000, "+08:00"), (-12_600_000, "-03:30"), (0, "+00:00"), (29_143_000, "+08:05:43")]
    {
        assert_eq!(format_offset(offset_ms), expect);
    }
}

#[test]
fn every_written_time_is_read_again() {
    let zone = Iana::named("Asia/Shanghai");
    for step in 0..2000 {
        let ms = THEN_MS + step * 77_777_777_777;
        for text in [format_local(ms, &zone), mqadmin_text(ms, &zone)] {
            assert_eq!(read_in(&text, &zone), TimeReading::At { ms }, "{text}");
        }
    }
}
