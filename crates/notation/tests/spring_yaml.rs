//! What becomes of a pasted application.yml, and what is said about it.
use notation::{
    Language,
    spring_yaml::{
        BinderVersion, ClientTimestamp, ConsumeFromWhere, ImportErrorKind as Broken, Mark, MessageModel,
        RemarkKind as Kind, SendType, Severity, SpringImport, read_spring_yaml, remark_text,
    },
};

const ARTICLE: &str = include_str!("spring/article.yml");

fn read_with(binder: &str, text: &str) -> SpringImport {
    let binder = BinderVersion::named(binder).expect("a version");
    read_spring_yaml(text, binder).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn read(text: &str) -> SpringImport {
    read_with("2.2.7.RELEASE", text)
}

/// One input with some keys below its `consumer`.
fn consumer(keys: &str) -> String {
    let start =
        "spring.cloud.stream:\n  bindings.input: {destination: T, group: G}\n  rocketmq.bindings.input.consumer:\n";
    let lines: Vec<String> = keys.lines().map(|line| format!("    {}\n", line.trim())).collect();
    format!("{start}{}", lines.concat())
}

/// The remarks, one a line.
fn remarks(import: &SpringImport) -> Vec<String> {
    import.remarks.iter().map(ToString::to_string).collect()
}

#[test]
fn the_article_on_2_2_7() {
    let import = read(ARTICLE);
    assert!(import.starts);
    assert_eq!((import.topics.len(), &import.topics[0].lines), (1, &vec![13, 16]));
    let producer = &import.producers[0];
    assert_eq!((producer.binding.as_str(), producer.group.as_deref()), ("output-order", Some("rocketmq-group")));
    assert_eq!((producer.send_type, producer.sets_delay_level), (SendType::Sync, true));
    let group = &import.groups[0];
    assert_eq!(group.group.as_deref(), Some("backtracking-consumer-group"));
    assert_eq!(group.first_start.consume_from_where, ConsumeFromWhere::Timestamp);
    assert_eq!(group.first_start.consume_timestamp, ClientTimestamp::HalfHourBeforeStart);
    let timestamp = group.consume_timestamp.as_ref().expect("a text");
    assert_eq!((timestamp.text.as_str(), timestamp.line, timestamp.reaches_client), ("20220117110148", 30, false));
    assert_eq!(
        remarks(&import),
        [
            "line 30: consumeTimestamp never reaches the client. Binder 2.2.7.RELEASE binds it and does not hand it \
             on; no version does. The client keeps its own default: half an hour before its start.",
            "line 26: sync is a key of 2.2.6.RELEASE and 2021.1; binder 2.2.7.RELEASE ignores it. Here it is \
             `sendType: Sync`. The result is the same.",
            "line 32: broadcasting is a key of 2.2.6.RELEASE and 2021.1; binder 2.2.7.RELEASE ignores it. Here it is \
             `messageModel: CLUSTERING`. The result is the same.",
            "line 29: consumeFromWhere is read only when the group has no offset and the broker does not answer 0.",
            "line 3, 5, 8, 14, 17, 21: These keys play no part in the simulation.",
        ]
    );
    let lines_with = |mark| -> Vec<usize> {
        import.line_marks.iter().filter(|line| line.mark == mark).map(|line| line.line).collect()
    };
    assert_eq!(lines_with(Mark::Used), [12, 13, 15, 16, 18, 22, 24, 27, 29, 31]);
    assert_eq!(lines_with(Mark::Misplaced), [26, 32]);
    assert_eq!(lines_with(Mark::Ignored), [3, 5, 8, 14, 17, 21, 30]);
}

#[test]
fn the_article_on_2021_1() {
    let import = read_with("2021.1", ARTICLE);
    assert_eq!(import.producers[0].group.as_deref(), Some("test-topic3"));
    assert_eq!(import.groups[0].first_start.consume_from_where, ConsumeFromWhere::Last);
    assert_eq!(
        remarks(&import)[..2],
        [
            "line 30: consumeTimestamp does not exist in binder 2021.1, and later versions bind it without handing it \
             to the client.",
            "line 29: consumeFromWhere does not exist in binder 2021.1. The client stays at CONSUME_FROM_LAST_OFFSET.",
        ]
    );
}

#[test]
fn every_version_says_something_about_the_time_first() {
    for binder in BinderVersion::names() {
        let import = read_with(binder, ARTICLE);
        let first = &import.remarks[0];
        assert_eq!((first.key.as_str(), first.severity), ("consumeTimestamp", Severity::NoEffect), "{binder}");
        for remark in &import.remarks {
            assert!(!remark_text(remark, Language::Zh).is_empty());
        }
    }
}

#[test]
fn names_are_relaxed() {
    for key in ["messageModel", "message-model", "message_model", "MESSAGE_MODEL", "MessageModel"] {
        let import = read(&consumer(&format!("{key}: BROADCASTING")));
        assert_eq!(import.groups[0].message_model, MessageModel::Broadcasting, "{key}");
    }
    for word in ["CONSUME_FROM_FIRST_OFFSET", "consume-from-first-offset", "consumeFromFirstOffset"] {
        let import = read(&consumer(&format!("consumeFromWhere: {word}")));
        assert_eq!(import.groups[0].first_start.consume_from_where, ConsumeFromWhere::First, "{word}");
    }
    let dotted = "SPRING.cloud.stream.bindings.[input].destination: T\nspring.cloud.stream.bindings[input].group: G\n";
    assert_eq!(read(dotted).groups[0].group.as_deref(), Some("G"));
}

/// Of several spellings in one document Spring takes dashes first, then capitals; a later document counts before all.
#[test]
fn of_two_spellings_one_counts() {
    let check = |first: &str, between: &str, second: &str, expect: MessageModel| {
        let start = "spring.cloud.stream.bindings.input: {destination: T, group: G}\n";
        let at = "spring.cloud.stream.rocketmq.bindings.input.consumer";
        let text = format!("{start}{at}.{first}: BROADCASTING\n{between}{at}.{second}: CLUSTERING\n");
        let import = read(&text);
        assert_eq!(import.groups[0].message_model, expect, "{text}");
        assert!(remarks(&import).join("\n").contains("this value does not count"), "{text}");
    };
    check("message-model", "", "messageModel", MessageModel::Broadcasting);
    check("messageModel", "", "message-model", MessageModel::Clustering);
    check("message_model", "", "messageModel", MessageModel::Clustering);
    check("messageModel", "", "message_model", MessageModel::Broadcasting);
    check("MESSAGE_MODEL", "", "messageModel", MessageModel::Broadcasting);
    check("message-model", "---\n", "messageModel", MessageModel::Clustering);
    check("messageModel", "---\n", "message-model", MessageModel::Clustering);
}

#[test]
fn placeholders() {
    let group = |value: &str| {
        let text = format!(
            "spring.cloud.stream.bindings.input: {{destination: T, group: '{value}'}}\nfoo: z\nround: ${{round}}\n"
        );
        read(&text).groups[0].group.clone().unwrap_or_default()
    };
    for (written, bound) in [
        ("${foo}-g", "z-g"),
        ("${a:x}-${b:y}", "x-y"),
        ("${a:${b:q}}", "q"),
        ("${a:x}}", "x}"),
        ("${a:x", "${a:x"),
        ("${a}", "${a}"),
        ("${a:${foo}}", "z"),
        ("$foo", "$foo"),
        ("${a:b:c}", "b:c"),
    ] {
        assert_eq!(group(written), bound, "{written}");
    }
    assert!(group("${round}").contains("${round}"));
}

#[test]
fn values_are_those_of_yaml_1_1() {
    let timestamp = |value: &str| {
        let import = read(&consumer(&format!("consumeTimestamp: {value}")));
        import.groups[0].consume_timestamp.as_ref().expect("a text").text.clone()
    };
    assert_eq!(timestamp("20220117110148"), "20220117110148");
    assert_eq!(timestamp("'20220117110148'"), "20220117110148");
    // An underscore parts the digits of a number, a colon makes it one of base 60, a 0 makes it octal.
    assert_eq!(timestamp("20220117_110148"), "20220117110148");
    assert_eq!(timestamp("11:01:48"), "39708");
    assert_eq!(timestamp("'11:01:48'"), "11:01:48");
    assert_eq!(timestamp("0220117"), "73807");
    assert_eq!(timestamp("2022-01-17 11:01:48"), "2022-01-17 11:01:48");
    for (written, bound) in [
        ("0x10", "16"),
        ("+5", "5"),
        ("-0b11", "-3"),
        ("1:2:3", "3723"),
        ("11:61", "11:61"),
        ("0:30", "0:30"),
        ("-1:30", "-90"),
        ("190:20:30", "685230"),
        ("0_7", "7"),
        ("_7", "_7"),
        ("00", "0"),
        ("-0", "0"),
        ("1_2_3_", "123"),
        ("0o17", "0o17"),
        ("0b", "0b"),
        ("0x_ff", "255"),
        ("~", ""),
        ("", ""),
        ("99999999999999999999999", "99999999999999999999999"),
    ] {
        assert_eq!(timestamp(written), bound, "{written:?}");
    }
    // A number is no Boolean, a text with a number is.
    for (value, expect) in [
        ("yes", Some(true)),
        ("On", Some(true)),
        ("'1'", Some(true)),
        ("tRuE", Some(true)),
        ("' true '", Some(true)),
        ("no", Some(false)),
        ("OFF", Some(false)),
        ("${a:0}", Some(false)),
        ("y", None),
        ("1", None),
        ("0", None),
        ("1.0", None),
        ("", None),
    ] {
        let import = read(&consumer(&format!("enabled: {value}")));
        assert_eq!(import.starts.then_some(import.groups[0].enabled), expect, "{value:?}");
    }
    // What 2.2.7 has as a boolean, 2021.1 has as a Boolean, which may stay unset.
    assert!(read_with("2021.1", &consumer("enabled:")).starts);
    for (value, starts) in [
        ("5", true),
        ("'010'", true),
        ("' 7 '", true),
        ("'0x10'", true),
        ("1.5", true),
        ("'1.5'", false),
        ("abc", false),
        ("", false),
        ("3000000000", false),
        ("${a:5}", true),
    ] {
        assert_eq!(read(&consumer(&format!("pullBatchSize: {value}"))).starts, starts, "{value:?}");
    }
}

#[test]
fn line_ends_and_byte_order_marks() {
    let import = read(&format!("\u{feff}{}", ARTICLE.replace('\n', "\r\n")));
    assert_eq!(import, read(ARTICLE));
    assert_eq!(read(&ARTICLE.replace("true   # wait", "true\t# wait")), read(ARTICLE));
}

#[test]
fn aliases_and_merged_maps() {
    let text = "all: &all {consumeFromWhere: CONSUME_FROM_FIRST_OFFSET, messageModel: BROADCASTING}\n\
                spring.cloud.stream:\n  bindings.input: {destination: T, group: G}\n  \
                rocketmq.bindings.input.consumer:\n    messageModel: CLUSTERING\n    <<: *all\n";
    let group = &read(text).groups[0];
    assert_eq!(group.first_start.consume_from_where, ConsumeFromWhere::First);
    assert_eq!(group.message_model, MessageModel::Clustering);
    // Each level has ten times the level before: a million keys, if they were all made.
    let mut bomb = "a0: &a0 {k: v}\n".to_owned();
    for level in 1..=6 {
        let entries: Vec<String> = (0..10).map(|i| format!("k{i}: *a{}", level - 1)).collect();
        bomb += &format!("a{level}: &a{level} {{{}}}\n", entries.join(", "));
    }
    let error = read_spring_yaml(&bomb, BinderVersion::default()).expect_err("too many");
    assert!(matches!(error.kind, Broken::TooMany { .. }), "{error}");
}

#[test]
fn documents_profiles_and_placeholders() {
    let text = "spring.cloud.stream.bindings.input: {destination: '${topic:T}', group: '${name}-group'}\nname: a\n\
                ---\nspring.cloud.stream.bindings.input.group: second\n\
                ---\nspring.config.activate.on-profile: test\nspring.cloud.stream.bindings.input.group: third\n";
    let import = read(text);
    assert_eq!((import.groups[0].topic.as_str(), import.groups[0].group.as_deref()), ("T", Some("second")));
    assert_eq!(
        remarks(&import)[..3],
        [
            "line 1: destination comes from `topic`, which is not in this file. Its default `T` is taken.",
            "line 1: group is set again in line 4; this value does not count.",
            "line 6: This document is only read with the profile `test`. It is left out here.",
        ]
    );
}

#[test]
fn keys_in_the_wrong_section() {
    let at = |line: &str| {
        let text = format!("spring.cloud.stream.bindings.input: {{destination: T, group: G}}\n{line}: X\n");
        let import = read(&text);
        let found = import.remarks.iter().find(|remark| remark.line == 2).expect("a remark");
        assert_eq!(import.groups[0].first_start.consume_from_where, ConsumeFromWhere::Last);
        match &found.kind {
            Kind::Misplaced { belongs } => belongs.clone(),
            other => format!("{other:?}"),
        }
    };
    let belongs = "spring.cloud.stream.rocketmq.bindings.input.consumer";
    assert_eq!(at("spring.cloud.stream.bindings.input.consumer.consumeFromWhere"), belongs);
    assert_eq!(at("spring.cloud.stream.bindings.input.consumeFromWhere"), belongs);
    assert_eq!(at("spring.cloud.stream.rocketmq.bindings.input.producer.consumeFromWhere"), belongs);
    assert_eq!(at("spring.cloud.stream.rocketmq.bindings.input.consumeFromWhere"), belongs);
    let anywhere = "spring.cloud.stream.rocketmq.bindings.<binding>.consumer";
    assert_eq!(at("spring.cloud.stream.rocketmq.binder.consumeFromWhere"), anywhere);
    assert_eq!(
        at("spring.cloud.stream.rocketmq.bindings.input.consumer.destination"),
        "spring.cloud.stream.bindings.input"
    );
}

#[test]
fn what_stops_the_start() {
    let stops = |binder: &str, text: &str| {
        let import = read_with(binder, text);
        assert!(!import.starts);
        assert_eq!(import.remarks[0].severity, Severity::Stops);
        import.remarks[0].to_string()
    };
    let text = stops("2.2.7", &consumer("consumeFromWhere: CONSUME_FROM_TIME"));
    assert!(text.contains("No enum constant org.apache.rocketmq.common.consumer.ConsumeFromWhere.CONSUME_FROM_TIME"));
    let text = stops("2.2.7", &consumer("enabled: maybe"));
    assert_eq!(text, "line 4: enabled: `maybe` is no boolean, so the application does not start.");
    // A key that the version does not know is not read, so its value does no harm.
    assert!(read(&consumer("broadcasting: maybe")).starts);
    assert!(read_with("2021.1", &consumer("consumeFromWhere: CONSUME_FROM_TIME")).starts);
    let no_group = "spring.cloud.stream.bindings.input.destination: T\n";
    assert!(stops("2021.0.1.0", no_group).contains("input has no group."));
    assert_eq!(read_with("2021.0.5.0", no_group).groups[0].group.as_deref(), Some("anonymous_T"));
    let no_producer_group = "spring.cloud.stream.bindings.output.destination: T\n";
    assert!(stops("2.2.7", no_producer_group).contains("output has no producer group."));
    assert_eq!(read_with("2023.0.1.0", no_producer_group).producers[0].group.as_deref(), Some("anonymous"));
}

#[test]
fn what_has_no_effect() {
    let first = |binder: &str, text: &str| remarks(&read_with(binder, text))[0].clone();
    let delay = "spring.cloud.stream.bindings.output.destination: T\n";
    assert!(first("2021.1", delay).contains("only with `sync: true`"));
    let subscription = &read(&consumer("tags: a || b")).groups[0].tags;
    assert_eq!(subscription, "*");
    assert_eq!(read(&consumer("subscription: a || b")).groups[0].tags, "a || b");
    assert_eq!(read_with("2021.1", &consumer("tags: a || b")).groups[0].tags, "a || b");
    assert_eq!(read_with("2021.1", &consumer("tags: a\nsql: b > 1")).groups[0].tags, "sql:b > 1");
    assert_eq!(
        first("2.2.7", &consumer("tags: a || b")),
        "line 4: tags is a key of 2.2.6.RELEASE and 2021.1; binder 2.2.7.RELEASE ignores it. Here it is \
         `subscription: a || b`."
    );
    assert_eq!(
        first("2.2.7", &consumer("consumeMaxSpan: 5")),
        "line 4: consumeMaxSpan is known to binder 2.2.7.RELEASE and never reaches the client."
    );
    assert_eq!(
        first("2.2.7", &consumer("consumeFormWhere: CONSUME_FROM_FIRST_OFFSET")),
        "line 4: No binder version knows consumeFormWhere. Did you mean `consumeFromWhere`?"
    );
    assert!(first("2.2.7", &consumer("messageModel: broadcasting")).contains("takes it for CLUSTERING"));
    let unreadable = remarks(&read(&consumer("consumeTimestamp: 2022-01-17T11:01:48"))).join("\n");
    assert!(unreadable.contains("Java cannot read `2022-01-17T11:01:48` as yyyyMMddHHmmss"), "{unreadable}");
    let orphan = format!("{}  rocketmq.bindings.imput.consumer.enabled: true\n", consumer("enabled: true"));
    assert!(first("2.2.7", &orphan).contains("imput has settings here, but is not among the bindings (input)"));
    let other = format!("{}rocketmq.name-server: x\n", consumer("enabled: true"));
    assert!(first("2.2.7", &other).contains("rocketmq-spring"), "{}", first("2.2.7", &other));
    assert!(remarks(&read(&consumer("enabled: false")))[0].contains("no consumer is made at all"));
}

#[test]
fn defaults_for_all_bindings() {
    let text = "spring.cloud.stream:\n  default.group: G\n  bindings: {input.destination: T, orders-in-0.destination: 'T, U'}\n  \
                rocketmq.default.consumer.messageModel: BROADCASTING\n  \
                rocketmq.bindings.input.consumer.messageModel: CLUSTERING\n";
    let import = read(text);
    let found: Vec<_> = import
        .groups
        .iter()
        .map(|g| (g.binding.as_str(), g.topic.as_str(), g.group.as_deref(), g.message_model))
        .collect();
    assert_eq!(
        found,
        [
            ("input", "T", Some("G"), MessageModel::Clustering),
            ("orders-in-0", "T", Some("G"), MessageModel::Broadcasting),
            ("orders-in-0", "U", Some("G"), MessageModel::Broadcasting),
        ]
    );
}
