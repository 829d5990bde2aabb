//! Reads one error of a text: its sentences, its wrapper, and the verdicts that follow from them.

use crate::{
    Class, Confidence, audit, codes, decoded,
    few::Few,
    kubernetes::{self, KubeDenial},
    level::{self, Level},
    marks::{Hint, Mark, Place},
    normalise::Folded,
    part::Part,
    read,
    scan::Hit,
    sentence::{self, Denial, Reason},
    verdict::{Source, Verdict, class_of_reason, verdict_of},
    wrapper::{self, Found, Wrapper},
};

/// How far a word reaches that settles what other words mean, in bytes.
const NEAR: usize = 300;
/// The most such words that are looked at for one place.
const MOST_NEAR: usize = 64;

/// What was read of one error.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) wrapper: Wrapper,
    pub(crate) denials: Few<Denial, 1>,
    pub(crate) kube: Few<KubeDenial, 1>,
    pub(crate) reasons: Few<Reason, 1>,
    pub(crate) verdicts: Few<Verdict, 6>,
    /// The hints and where they stand, in the order of the text.
    hints: Few<(Hint, usize), 8>,
    is_kube_status: bool,
    has_encoded: bool,
    caller: Option<Part>,
}

impl Reading {
    /// Reads the error between two places into a reading that is empty; `hits` are the marks that begin there.
    pub(crate) fn read(&mut self, folded: &Folded<'_>, hits: &[Hit], start: usize, end: usize) {
        self.hints.extend(hits.iter().filter_map(|hit| match hit.mark {
            Mark::Hint(hint) => Some((hint, hit.start)),
            _ => None,
        }));
        self.is_kube_status = self.has(Hint::KubeStatus);
        self.has_encoded = hits.iter().any(|hit| hit.mark == Mark::Encoded);
        for (index, &hit) in hits.iter().enumerate() {
            self.mark(folded, hit, hits.get(index + 1..).unwrap_or_default(), end);
        }
        self.codes(folded, start, end);
        self.combine();
    }

    /// Takes in what follows without being an error of its own.
    pub(crate) fn merge(&mut self, other: Self) {
        let Wrapper { codes, operations, statuses, request_ids, caller } = other.wrapper;
        self.wrapper.codes.extend(codes.iter().copied());
        self.wrapper.operations.extend(operations.iter().copied());
        self.wrapper.statuses.extend(statuses.iter().copied());
        self.wrapper.request_ids.extend(request_ids.iter().copied());
        self.wrapper.caller = self.wrapper.caller.or(caller);
        self.hints.extend(other.hints.iter().copied());
        self.caller = self.caller.or(other.caller);
        if self.verdicts.is_empty() {
            (self.denials, self.kube) = (other.denials, other.kube);
            (self.reasons, self.verdicts) = (other.reasons, other.verdicts);
        }
    }

    pub(crate) fn has(&self, hint: Hint) -> bool {
        self.place(hint).is_some()
    }

    /// Returns the verdict that the root of this error gives.
    pub(crate) fn root(&self) -> Option<Verdict> {
        self.verdicts.iter().copied().min_by_key(|verdict| (u8::MAX - verdict.level, verdict.at))
    }

    /// Returns the caller that the wrapper or the authenticator names.
    pub(crate) fn caller(&self, class: Class) -> Option<Part> {
        let is_authenticator = self.has(Hint::AccessDenied)
            || matches!(class, Class::AuthenticatorNodeLookupFailed | Class::AwsAuthIdentityUnmapped);
        self.wrapper.caller.or(self.caller.filter(|_| is_authenticator))
    }

    /// Returns whether a hint stands near a place.
    fn is_near(&self, hint: Hint, at: usize) -> bool {
        let first = self.hints.partition_point(|(_, place)| place + NEAR < at);
        let near = self.hints.iter().skip(first).take_while(|(_, place)| *place < at + NEAR);
        near.take(MOST_NEAR).any(|(it, _)| *it == hint)
    }

    fn place(&self, hint: Hint) -> Option<usize> {
        self.hints.iter().find(|(it, _)| *it == hint).map(|&(_, at)| at)
    }

    /// Takes in one mark; `rest` are those behind it.
    fn mark(&mut self, folded: &Folded<'_>, hit: Hit, rest: &[Hit], end: usize) {
        match hit.mark {
            Mark::Says(class, level) => self.says(folded.text.as_ref(), hit, class, level),
            Mark::Denial | Mark::DenialCall => {
                let found = sentence::denial(folded, hit.start, hit.end, end, reason_of(rest));
                self.denial(found);
            }
            Mark::MissingPermissions => self.denial(sentence::denial_before(folded, hit.start)),
            Mark::PermissionsFor => self.denial(sentence::denial_behind(folded, hit.start, hit.end)),
            Mark::DenialAccess => self.access(folded, hit),
            Mark::Explicit | Mark::Implicit => self.reason(folded, hit, end),
            Mark::Ec2Head | Mark::Encoded => {
                self.add(Class::AccessDeniedEncoded, level::LATER_SENTENCE, hit.start, Source::Words);
            }
            Mark::KubeDenial => self.kube(kubernetes::forbidden(folded, hit.start, hit.end)),
            Mark::KubeletDenial => {
                self.kube(kubernetes::by_kubelet(folded.text.as_ref(), hit.start, hit.end))
            }
            Mark::KubeCannot => self.kube(kubernetes::cannot(folded, hit.start)),
            Mark::CallerArn => self.caller = self.caller.or_else(|| caller(folded.text.as_ref(), hit.end)),
            Mark::Unauthorized => self.unauthorized(folded, hit),
            Mark::Bodyless(class) => {
                self.add(class, level::OPAQUE, hit.start, Source::Code);
                self.wrapper.read(folded, hit, false);
            }
            Mark::ReasonPhrase => self.reason_phrase(folded, hit),
            Mark::AuditEvent => self.audit(folded, hit, end),
            Mark::Hint(_) | Mark::From(_) => {}
            _ => self.wrapper.read(folded, hit, self.is_kube_status),
        }
    }

    fn add(&mut self, class: Class, level: Level, at: usize, source: Source) {
        let confidence = match level {
            _ if source == Source::Code => Confidence::Medium,
            level::EXEC.. => Confidence::High,
            level::NETWORK.. => Confidence::Medium,
            _ => Confidence::Low,
        };
        self.verdicts.push(Verdict { class, level, at, confidence, source });
    }

    /// Takes in a fixed sentence.
    fn says(&mut self, text: &str, hit: Hit, class: Class, level: Level) {
        let is_within_word = read::byte_before(text, hit.start).is_ascii_alphanumeric()
            && read::byte(text, hit.start).is_ascii_alphanumeric()
            && level < level::MISSING;
        if is_within_word {
            return;
        }
        self.add(class, level, hit.start, Source::Words);
        if class == Class::AccessDeniedDecoded {
            self.denial(decoded::denial(text, hit.end));
        }
    }

    /// Takes in a denial.
    fn denial(&mut self, found: Option<Denial>) {
        let Some(denial) = found else { return };
        if self.denials.last().is_none_or(|known| known.at != denial.at) {
            self.denials.push(denial);
        }
    }

    /// Takes in `not authorized to access this resource`.
    fn access(&mut self, folded: &Folded<'_>, hit: Hit) {
        let Some(denial) = sentence::denial_of_access(folded, hit.start) else { return };
        if denial.principal.is_some() {
            self.denial(Some(denial));
            return;
        }
        let text = folded.text.as_ref();
        let (low, high) =
            (read::floor(text, hit.start.saturating_sub(NEAR)), read::floor(text, hit.end + NEAR));
        if !read::piece(text, low, high).contains("execute-api:Invoke") {
            self.add(Class::Other, level::AUTHORIZER, denial.start, Source::Words);
        }
    }

    /// Takes in a reason that belongs to no denial.
    fn reason(&mut self, folded: &Folded<'_>, hit: Hit, end: usize) {
        let is_read = |reason: &Reason| reason.start <= hit.start && hit.start < reason.end;
        if self.denials.last().and_then(|denial| denial.reason.as_ref()).is_some_and(is_read) {
            return;
        }
        let Some(reason) = sentence::read_reason(folded, hit.start, end) else { return };
        if reason.kind.is_some() || (reason.is_explicit && reason.start < hit.start) {
            self.reasons.push(reason);
        }
    }

    /// Takes in a denial of Kubernetes.
    fn kube(&mut self, found: Option<KubeDenial>) {
        let Some(denial) = found else { return };
        if self.kube.last().is_none_or(|known| known.user.start != denial.user.start) {
            self.kube.push(denial);
        }
    }

    /// Takes in the word `Unauthorized` where it is all that is said.
    fn unauthorized(&mut self, folded: &Folded<'_>, hit: Hit) {
        let text = folded.text.as_ref();
        if read::byte(text, hit.start) != b'U' || !is_last(folded, hit.end) {
            return;
        }
        let before = read::front(text, hit.start);
        let is_said = before.is_empty() || before.ends_with(": ") || before.ends_with(['"', '\'', '`']);
        if !is_said {
            return;
        }
        let is_error = ["Error: ", "error: "].iter().any(|word| {
            before.strip_suffix(word).is_some_and(|front| {
                let at = front.len();
                folded.is_line_start(at) || front.ends_with(['`', '"', '\''])
            })
        });
        let is_quoted = before.ends_with(['"', '\'']);
        let near = |hint| self.is_near(hint, hit.start);
        if near(Hint::ImagePull) {
            self.add(Class::RegistryPullDenied, level::SYMPTOM, hit.start, Source::Words);
        } else if near(Hint::Node) || near(Hint::NodeCall) {
            self.add(Class::NodeUnauthorized, level::NODE, hit.start, Source::Words);
        } else if near(Hint::KubeStatus) || is_error || (near(Hint::Kubernetes) && !is_quoted) {
            self.add(Class::KubernetesUnauthorized, level::UNAUTHORIZED, hit.start, Source::Words);
        }
    }

    /// Takes in `403 Forbidden` and its like; from a registry that is all one learns.
    fn reason_phrase(&mut self, folded: &Folded<'_>, hit: Hit) {
        let is_denial = matches!(read::byte(folded.text.as_ref(), hit.start + 2), b'1' | b'3');
        if is_denial && self.is_near(Hint::ImagePull, hit.start) {
            self.add(Class::RegistryPullDenied, level::SYMPTOM, hit.start, Source::Words);
        }
        self.wrapper.read(folded, hit, false);
    }

    /// Takes in an event of Kubernetes' audit log, whose version stands at the mark.
    fn audit(&mut self, folded: &Folded<'_>, hit: Hit, end: usize) {
        let Some(event) = audit::event(folded.text.as_ref(), hit.start, end) else { return };
        self.wrapper.statuses.push(Found::new(event.status, Place::Either));
        match event.status.text(folded.text.as_ref()) {
            "401" => self.add(
                Class::KubernetesUnauthorized,
                level::UNAUTHORIZED,
                event.status.start,
                Source::Words,
            ),
            "403" => self.kube(event.denial),
            _ => {}
        }
    }

    /// Takes in the codes, announced or not.
    fn codes(&mut self, folded: &Folded<'_>, start: usize, end: usize) {
        let text = folded.text.as_ref();
        wrapper::bare_codes(text, start, end, |found| self.wrapper.bare_code(text, found));
        for index in 0..self.wrapper.codes.len() {
            let Some(&found) = self.wrapper.codes.get(index) else { break };
            if let Some((class, level)) = codes::class_of(found.part.text(text)) {
                self.add(class, level, found.part.start, Source::Code);
            }
        }
        let leading = read::piece(text, start, start + 4);
        if leading.ends_with(' ') && read::byte(text, start + 4).is_ascii_uppercase() {
            let hit = Hit::new(start, start, Mark::OuterStatus);
            self.wrapper.read(folded, hit, false);
        }
        self.sentences(folded);
    }

    /// Gives the verdicts of the sentences.
    fn sentences(&mut self, folded: &Folded<'_>) {
        for index in 0..self.denials.len() {
            let Some(denial) = self.denials.get(index) else { break };
            let (class, level) = verdict_of(denial, folded);
            self.add(class, level, denial.start, Source::Denial(index));
        }
        for index in 0..self.reasons.len() {
            let Some(reason) = self.reasons.get(index) else { break };
            let (class, at) = (class_of_reason(reason), reason.start);
            self.add(class, level::SENTENCE, at, Source::Reason(index));
        }
        for index in 0..self.kube.len() {
            let Some(denial) = self.kube.get(index) else { break };
            let is_node = |at| self.is_near(Hint::Node, at) || self.is_near(Hint::NodeCall, at);
            let user = denial.user.value(folded);
            let (class, at) = match user.as_ref() {
                "system:anonymous" => (Class::KubernetesForbiddenAnonymous, denial.start),
                _ if user.starts_with("system:node:") && is_node(denial.start) => {
                    (Class::NodeUnauthorized, denial.start)
                }
                _ => (Class::KubernetesForbiddenRbac, denial.start),
            };
            self.add(class, level::SENTENCE, at, Source::Kube(index));
        }
    }

    /// Gives the verdicts that only several words together give.
    fn combine(&mut self) {
        // EC2's head says nothing beside a sentence, the encoded text does.
        if !self.denials.is_empty() && !self.has_encoded {
            self.verdicts.retain(|verdict| verdict.class != Class::AccessDeniedEncoded);
        }
        if let Some(at) = self.place(Hint::TokenPath)
            && self.is_near(Hint::FileFailure, at)
        {
            self.add(Class::WebIdentityPodSetup, level::SENTENCE, at, Source::Words);
        }
        // The authenticator's client is told no more than 401.
        if let Some(at) = self.place(Hint::AccessDenied) {
            let class = match self.caller {
                Some(_) => Class::AwsAuthIdentityUnmapped,
                None => Class::KubernetesUnauthorized,
            };
            self.add(class, level::UNAUTHORIZED, at, Source::Words);
        }
        if let Some(at) = self.place(Hint::MissingInConfig) {
            let (class, level) = match self.place(Hint::TokenProvider) {
                Some(_) => (Class::WebIdentityPodSetup, level::POD_SETUP),
                None => (Class::CredentialsMissing, level::MISSING),
            };
            self.add(class, level, at, Source::Words);
        }
    }
}

/// Returns where the words of the next reason stand, in front of the next denial.
fn reason_of(rest: &[Hit]) -> Option<usize> {
    let own =
        rest.iter().take(MOST_NEAR).take_while(|hit| !matches!(hit.mark, Mark::Denial | Mark::DenialCall));
    own.into_iter().find(|hit| matches!(hit.mark, Mark::Explicit | Mark::Implicit)).map(|hit| hit.start)
}

/// Returns whether nothing of the same sentence follows at `at`.
fn is_last(folded: &Folded<'_>, at: usize) -> bool {
    let text = folded.text.as_ref();
    match read::byte(text, at) {
        0 | b'"' | b'\'' | b'`' | b'\\' | b';' | b'<' | b')' | b']' => true,
        b'.' | b'*' => matches!(read::byte(text, at + 1), 0 | b' ' | b'"' | b'*'),
        b' ' => folded.is_break(at) && !read::starts(read::rest(text, at + 1), "at "),
        _ => false,
    }
}

/// Reads the caller of the authenticator's log behind `arn=`.
fn caller(text: &str, at: usize) -> Option<Part> {
    let start = read::skip(text, at, |byte| byte == b'"');
    let end = read::skip(text, start, |byte| !matches!(byte, b'"' | b' '));
    let part = Part::new(start, end);
    part.text(text).starts_with("arn:").then_some(part)
}
