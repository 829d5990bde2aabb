//! Points in time in their three spellings.

use eks_iam_sigv4::Timestamp;
use proptest::prelude::*;

use crate::at;

#[test]
fn three_spellings() {
    let time = at("20260713T093000Z");
    assert_eq!(time.unix(), 1_783_935_000);
    assert_eq!(time.basic(), "20260713T093000Z");
    assert_eq!(time.date(), "20260713");
    assert_eq!(time.rfc3339(), "2026-07-13T09:30:00Z");
    assert_eq!(time.http_date(), "Mon, 13 Jul 2026 09:30:00 GMT");
    assert_eq!(time.to_string(), time.rfc3339());
    assert_eq!(Timestamp::from_unix(0).http_date(), "Thu, 01 Jan 1970 00:00:00 GMT");
    assert_eq!(at("20240229T000000Z").rfc3339(), "2024-02-29T00:00:00Z");
    assert_eq!((time + 60) - time, 60);
}

#[test]
fn rfc3339_with_fraction_and_offset() {
    let time = |text| Timestamp::parse_rfc3339(text).unwrap().rfc3339();
    assert_eq!(time("2026-07-13T09:30:00.123Z"), "2026-07-13T09:30:00Z");
    assert_eq!(time("2026-07-13T18:30:00+09:00"), "2026-07-13T09:30:00Z");
}

#[test]
fn what_is_no_time_is_refused() {
    for text in
        ["", "20260713", "20261313T093000Z", "20260230T093000Z", "20260713T243000Z", "20260713T093060Z", "２"]
    {
        assert!(Timestamp::parse_basic(text).is_err(), "{text}");
    }
    for text in [
        "2026-07-13",
        "2026-07-13T09:30:00",
        "2026-07-13T09:30:00.Z",
        "2026-07-13T09:30:00+9",
        "日本語日本語日本語",
    ] {
        assert!(Timestamp::parse_rfc3339(text).is_err(), "{text}");
    }
    for text in ["", "Mon, 13 Jul 2026", "Mon, 13 Xxx 2026 09:30:00 GMT", "Mon, 13 Jul 2026 09:30:00 UTC"] {
        assert!(Timestamp::parse_http_date(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn reading_inverts_writing(seconds in -60_000_000_000..250_000_000_000_i64) {
        let time = Timestamp::from_unix(seconds);
        prop_assert_eq!(Timestamp::parse_basic(&time.basic()), Ok(time));
        prop_assert_eq!(Timestamp::parse_rfc3339(&time.rfc3339()), Ok(time));
        prop_assert_eq!(Timestamp::parse_http_date(&time.http_date()), Ok(time));
    }

    #[test]
    fn any_second_can_be_written(seconds in any::<i64>()) {
        let time = Timestamp::from_unix(seconds);
        let _ = (time.basic(), time.rfc3339(), time.http_date());
    }
}
