//! Reads the inputs of the decision from a family's own places.

use super::{ClientEndpointError, ClientSettings};
use crate::{
    DefaultMode, EndpointQuery, EndpointVariables, Place, SdkFamily, Trace,
    explain::effect_of_legacy,
    trace::{Effect, Source},
};

const MODE_VARIABLE: &str = "AWS_STS_REGIONAL_ENDPOINTS";
/// The mode's key in the shared config file and in code.
const MODE_KEY: &str = "sts_regional_endpoints";
const IGNORE_VARIABLE: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
/// The variables of an endpoint, the narrower one first.
const ENDPOINT_VARIABLES: [&str; 2] = ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"];
/// The keys of an endpoint in the shared config file, the narrower one first.
const ENDPOINT_KEYS: [&str; 2] = ["services.sts.endpoint_url", "endpoint_url"];

/// The inputs of the rule set.
pub(super) struct Inputs {
    pub(super) region: Option<String>,
    pub(super) fips: bool,
    pub(super) dual_stack: bool,
    pub(super) is_legacy: bool,
    pub(super) endpoint: Option<String>,
}

/// A setting, the name it was found under, and where.
struct Found<'a> {
    name: &'a str,
    value: &'a str,
    source: Source,
}

impl Inputs {
    /// Reads them; each one read, and each one that the family passes by, is a step of the trace.
    pub(super) fn read(
        family: SdkFamily,
        settings: &ClientSettings,
        trace: &mut Trace,
    ) -> Result<Self, ClientEndpointError> {
        let mut region = region(family, settings, trace);
        let endpoint = endpoint(family, settings, trace);
        let mode = mode(family, settings)?;
        let mut fips = flag(
            settings,
            settings.explicit_fips,
            ("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
            Effect::FipsTaken,
            trace,
        );
        let dual_stack = flag(
            settings,
            settings.explicit_dual_stack,
            ("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
            Effect::DualStackTaken,
            trace,
        );
        if let Some(real) = region.as_deref().and_then(|it| without_fips(family, it)) {
            trace.push("region", &real, Source::SdkDefault, Effect::RegionRewritten);
            region = Some(real);
            fips = true;
        }
        let is_legacy = matches!(&mode, Mode::Taken(it) if it.value.eq_ignore_ascii_case("legacy"));
        let query = EndpointQuery {
            region: region.as_deref(),
            fips,
            dual_stack,
            global: true,
            endpoint: endpoint.as_deref(),
        };
        match mode {
            Mode::Taken(it) => {
                let effect = match effect_of_legacy(&query) {
                    effect if is_legacy || effect == Effect::ModeBesideEndpoint => effect,
                    _ => Effect::ModeTaken,
                };
                trace.push(it.name, it.value, it.source, effect);
            }
            Mode::Ignored(it) => trace.push(it.name, it.value, it.source, Effect::ModeIgnored),
            Mode::Unset => {}
        }
        Ok(Self { region, fips, dual_stack, is_legacy, endpoint })
    }
}

fn region(family: SdkFamily, settings: &ClientSettings, trace: &mut Trace) -> Option<String> {
    let read = family.facts().region_variables;
    let code = settings.explicit_region.as_deref().map(|it| Found {
        name: "region",
        value: it,
        source: Source::Code,
    });
    let found = code
        .or_else(|| read.iter().find_map(|it| variable(settings, it)))
        .or_else(|| config(settings, "region"));
    for name in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
        if let (false, Some(passed_by)) = (read.contains(&name), variable(settings, name)) {
            trace.push(name, passed_by.value, passed_by.source, Effect::VariableIgnored);
        }
    }
    let found = found?;
    trace.push(found.name, found.value, found.source, Effect::RegionTaken);
    Some(found.value.to_owned())
}

fn endpoint(family: SdkFamily, settings: &ClientSettings, trace: &mut Trace) -> Option<String> {
    let is_read = match family.facts().endpoint_variables {
        EndpointVariables::Read => true,
        EndpointVariables::Since(version) => !settings.is_older_than(version),
        EndpointVariables::Ignored => false,
    };
    let is_switched_off = settings.variable(IGNORE_VARIABLE).is_some_and(is_true);
    let mut configured = ENDPOINT_VARIABLES
        .iter()
        .filter_map(|it| variable(settings, it))
        .chain(ENDPOINT_KEYS.iter().filter_map(|it| config(settings, it)));
    let found = match settings.explicit_endpoint.as_deref() {
        Some(value) => Found { name: "endpoint", value, source: Source::Code },
        None => configured.next()?,
    };
    if found.source != Source::Code && (!is_read || is_switched_off) {
        trace.push(found.name, found.value, found.source, Effect::VariableIgnored);
        return None;
    }
    trace.push(found.name, found.value, found.source, Effect::EndpointTaken);
    Some(found.value.to_owned())
}

/// What is known of the mode.
enum Mode<'a> {
    Taken(Found<'a>),
    /// It is set, and the family does not read it.
    Ignored(Found<'a>),
    Unset,
}

fn mode<'a>(family: SdkFamily, settings: &'a ClientSettings) -> Result<Mode<'a>, ClientEndpointError> {
    let facts = family.facts();
    if !facts.reads_mode() {
        let found = variable(settings, MODE_VARIABLE).or_else(|| config(settings, MODE_KEY));
        return Ok(found.map_or(Mode::Unset, Mode::Ignored));
    }
    let found = facts.mode_read_from.iter().find_map(|place| match place {
        Place::Code => settings.explicit_mode.as_deref().map(|value| Found {
            name: MODE_KEY,
            value,
            source: Source::Code,
        }),
        Place::Environment => variable(settings, MODE_VARIABLE),
        Place::SharedConfig => config(settings, MODE_KEY),
    });
    let default = default_mode(facts.default_mode, settings);
    let found = found.unwrap_or(Found { name: MODE_KEY, value: default, source: Source::SdkDefault });
    // botocore compares in exact case, and also where the mode then changes nothing (1.43.11).
    let is = |it: &str| {
        if family.is_botocore() { found.value == it } else { found.value.eq_ignore_ascii_case(it) }
    };
    if is("legacy") || is("regional") {
        return Ok(Mode::Taken(found));
    }
    Err(ClientEndpointError::invalid_mode(family, found.value))
}

fn default_mode(default: DefaultMode, settings: &ClientSettings) -> &'static str {
    match default {
        DefaultMode::Legacy => "legacy",
        DefaultMode::RegionalSince(version) if settings.is_older_than(version) => "legacy",
        DefaultMode::AlwaysRegional
        | DefaultMode::Regional
        | DefaultMode::RegionalSince(_)
        | DefaultMode::RegionalSinceMid2025 => "regional",
    }
}

fn flag(
    settings: &ClientSettings,
    code: Option<bool>,
    (variable_name, key): (&'static str, &'static str),
    effect: Effect,
    trace: &mut Trace,
) -> bool {
    let in_code =
        code.map(|it| Found { name: key, value: if it { "true" } else { "false" }, source: Source::Code });
    let found = in_code.or_else(|| variable(settings, variable_name)).or_else(|| config(settings, key));
    let Some(found) = found.filter(|it| is_true(it.value)) else { return false };
    trace.push(found.name, found.value, found.source, effect);
    true
}

/// The Region of a FIPS pseudo-Region, for the families that rewrite it: botocore and Go.
fn without_fips(family: SdkFamily, region: &str) -> Option<String> {
    let rewrites = family.is_botocore() || matches!(family, SdkFamily::GoV1 | SdkFamily::GoV2);
    let real = region.strip_prefix("fips-").or_else(|| region.strip_suffix("-fips"))?;
    rewrites.then(|| real.to_owned())
}

fn is_true(value: &str) -> bool {
    value.eq_ignore_ascii_case("true")
}

fn variable<'a>(settings: &'a ClientSettings, name: &'a str) -> Option<Found<'a>> {
    settings.variable(name).map(|value| Found { name, value, source: settings.origin(name) })
}

fn config<'a>(settings: &'a ClientSettings, key: &'a str) -> Option<Found<'a>> {
    settings.config(key).map(|value| Found { name: key, value, source: Source::SharedConfig })
}
