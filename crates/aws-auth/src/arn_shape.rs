//! What is to be said of the text of a `rolearn` or `userarn`.

use eks_iam_arn::Partition;

use crate::{Section, characters};

/// A fault of an ARN, or a remark about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fault {
    Placeholder,
    TemplateVariable,
    Whitespace,
    Invisible,
    Fullwidth,
    SmartQuote,
    Malformed,
    Service,
    Resource,
    Group,
    InstanceProfile,
    RolePath,
    AssumedRole,
    UserInRoles,
    RoleInUsers,
    Root,
    Wildcard,
    Account,
    Partition,
    Region,
    LetterCase,
}

/// The faults of one ARN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ArnShape {
    faults: u32,
    /// The partition, where it is a known one.
    pub(crate) partition: Option<Partition>,
}

impl ArnShape {
    /// Looks at an ARN that is the value of a kept entry of `section`.
    pub(crate) fn of(text: &str, section: Section) -> Self {
        let mut shape = Self::default();
        if is_usual_role(text) {
            shape.note(section == Section::MapUsers, Fault::RoleInUsers);
            shape.partition = Some(Partition::Aws);
            return shape;
        }
        if characters::placeholder(text).is_some() {
            shape.add(Fault::Placeholder);
            return shape;
        }
        if text.contains('{') && text.contains("{{") {
            shape.add(Fault::TemplateVariable);
            return shape;
        }
        if text.bytes().all(|it| it.is_ascii_graphic() && it != b'"' && it != b'\'') {
            shape.examine(text, section);
        } else {
            shape.characters(text);
            shape.examine(&characters::cleaned(text), section);
        }
        shape
    }

    /// Returns the faults, a bit each.
    pub(crate) const fn bits(self) -> u32 {
        self.faults
    }

    pub(crate) const fn has(self, fault: Fault) -> bool {
        self.faults & (1 << fault as u8) != 0
    }

    /// Whether only the characters are at fault, or nothing: what else there is can be mended in place.
    pub(crate) const fn is_clean(self) -> bool {
        !self.has(Fault::Whitespace)
            && !self.has(Fault::Invisible)
            && !self.has(Fault::Fullwidth)
            && !self.has(Fault::SmartQuote)
    }

    const fn add(&mut self, fault: Fault) {
        self.faults |= 1 << fault as u8;
    }

    const fn note(&mut self, when: bool, fault: Fault) {
        if when {
            self.add(fault);
        }
    }

    fn characters(&mut self, text: &str) {
        self.note(text.contains(characters::is_plain_space), Fault::Whitespace);
        self.note(text.contains(characters::is_invisible), Fault::Invisible);
        self.note(text.contains(characters::is_fullwidth), Fault::Fullwidth);
        self.note(text.contains(characters::is_smart_quote), Fault::SmartQuote);
    }

    fn examine(&mut self, text: &str, section: Section) {
        let Some(parts) = Parts::of(text) else {
            self.add(Fault::Malformed);
            return;
        };
        let (service, kind) = (parts.service.to_ascii_lowercase(), parts.kind.to_ascii_lowercase());
        let exact = parts.prefix == "arn"
            && service == parts.service
            && kind == parts.kind
            && !parts.partition.bytes().any(|it| it.is_ascii_uppercase());
        match (service.as_str(), kind.as_str()) {
            ("iam", "role") => self.role(parts.name, section),
            ("iam", "user") => {
                if has_no_name(parts.name) {
                    self.add(Fault::Malformed);
                    return;
                }
                self.note(section == Section::MapRoles, Fault::UserInRoles);
            }
            ("iam", "root") if parts.name.is_empty() => self.add(Fault::Root),
            ("iam", "group") => self.add(Fault::Group),
            ("iam", "instance-profile") => self.add(Fault::InstanceProfile),
            ("sts", "assumed-role") => self.add(Fault::AssumedRole),
            ("sts", "federated-user") => {}
            ("iam" | "sts", _) => self.add(Fault::Resource),
            _ => self.add(Fault::Service),
        }
        if self.has(Fault::Malformed) {
            return;
        }
        self.note(text.contains(['*', '?']), Fault::Wildcard);
        let twelve = parts.account.len() == 12 && parts.account.bytes().all(|it| it.is_ascii_digit());
        self.note(!twelve, Fault::Account);
        self.partition = Partition::from_id(&parts.partition.to_ascii_lowercase());
        self.note(self.partition.is_none(), Fault::Partition);
        self.note(!parts.region.is_empty(), Fault::Region);
        self.note(!exact, Fault::LetterCase);
    }

    fn role(&mut self, name: &str, section: Section) {
        if has_no_name(name) {
            self.add(Fault::Malformed);
            return;
        }
        self.note(name.contains('/'), Fault::RolePath);
        self.note(section == Section::MapUsers, Fault::RoleInUsers);
    }
}

/// Whether a text is a role's ARN with which nothing is wrong, as most are: in the partition `aws`, without a path.
fn is_usual_role(text: &str) -> bool {
    let Some((account, name)) = text.strip_prefix("arn:aws:iam::").and_then(|it| it.split_at_checked(12))
    else {
        return false;
    };
    let Some(name) = name.strip_prefix(":role/") else { return false };
    account.bytes().all(|it| it.is_ascii_digit()) && characters::is_role_name(name)
}

fn has_no_name(name: &str) -> bool {
    name.is_empty() || name.ends_with('/')
}

/// The six parts of an ARN, the resource taken apart at its first slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) prefix: &'a str,
    pub(crate) partition: &'a str,
    pub(crate) service: &'a str,
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes an ARN apart; `None` when a part is missing or the resource holds a colon.
    pub(crate) fn of(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let prefix = parts.next()?;
        let (partition, service, region) = (parts.next()?, parts.next()?, parts.next()?);
        let (account, resource) = (parts.next()?, parts.next()?);
        let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
        let fits = prefix.eq_ignore_ascii_case("arn")
            && !resource.is_empty()
            && !partition.is_empty()
            && !service.is_empty()
            && (!is_iam(service) || !resource.contains(':'));
        fits.then_some(Self { prefix, partition, service, region, account, kind, name })
    }
}

/// Returns the ARN with its role's path cut off, or the role of an assumed-role session, or the region emptied, or the
/// fixed parts in lower case; `None` when that does not apply.
pub(crate) fn mended(text: &str, fault: Fault) -> Option<String> {
    let parts = Parts::of(text)?;
    let Parts { prefix, partition, service, region, account, kind, name } = parts;
    match fault {
        Fault::RolePath => {
            let last = name.rsplit('/').next().filter(|it| !it.is_empty())?;
            Some(format!("{prefix}:{partition}:{service}:{region}:{account}:{kind}/{last}"))
        }
        Fault::AssumedRole => {
            let role = name.rsplit_once('/').map_or(name, |(role, _)| role);
            (!role.is_empty() && !role.contains('*'))
                .then(|| format!("{prefix}:{partition}:iam::{account}:role/{role}"))
        }
        Fault::Region if !is_iam(service) => None,
        Fault::Region => Some(format!("{prefix}:{partition}:{service}::{account}:{}", resource(kind, name))),
        Fault::LetterCase => {
            let lower = |it: &str| it.to_ascii_lowercase();
            let (partition, service, kind) = (lower(partition), lower(service), lower(kind));
            Some(format!("arn:{partition}:{service}:{region}:{account}:{}", resource(&kind, name)))
        }
        _ => None,
    }
}

/// Whether the ARNs of a service name callers.
const fn is_iam(service: &str) -> bool {
    service.eq_ignore_ascii_case("iam") || service.eq_ignore_ascii_case("sts")
}

fn resource(kind: &str, name: &str) -> String {
    if name.is_empty() { kind.to_owned() } else { format!("{kind}/{name}") }
}
