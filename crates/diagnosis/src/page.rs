//! A page of the manual for each class: what happened, who said no, what to do first, what to put where.

use eks_iam_error_classifier::Class;
use eks_iam_span::Language;

use crate::{Edit, Message, words::pages::FAMILIES};

/// Writes [`Speaker`] from one list.
macro_rules! speakers {
    ($($(#[doc = $doc:literal])+ $variant:ident, $name:literal;)*) => {
        /// Who said no.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Speaker { $($(#[doc = $doc])+ $variant,)* }

        impl Speaker {
            /// All speakers.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the kebab-case name, such as `iam`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Returns who that is, in words.
            #[must_use]
            pub const fn words(self) -> Message {
                Message::new(match self { $(Self::$variant => concat!("speaker.", $name),)* })
            }
        }
    };
}

speakers! {
    /// The service that was called, by the policies of IAM.
    Iam, "iam";
    /// The same, by a policy of the organization.
    Organization, "organization";
    /// The same, by the resource's own policy.
    Resource, "resource";
    /// The VPC endpoint.
    Endpoint, "vpc-endpoint";
    /// STS.
    Sts, "sts";
    /// EKS Pod Identity.
    PodIdentity, "pod-identity";
    /// The service's check of the signature.
    Signature, "signature";
    /// The client itself, before anything was sent.
    Client, "client";
    /// IAM, when a policy was written.
    IamApi, "iam-api";
    /// The cluster's authenticator.
    Authenticator, "authenticator";
    /// Kubernetes RBAC.
    Rbac, "rbac";
    /// The EKS console.
    Console, "console";
    /// EKS itself.
    Eks, "eks";
    /// A container registry.
    Registry, "registry";
    /// Nobody of the access path.
    Nobody, "nobody";
}

/// The page of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassPage {
    class: Class,
    said_by: Speaker,
    example: &'static str,
    edits: &'static [Edit],
    what: [&'static str; 2],
    first: [&'static str; 2],
}

impl ClassPage {
    /// Returns the page of a class.
    ///
    /// ```
    /// use eks_iam_diagnosis::{ClassPage, Edit, Speaker};
    /// use eks_iam_error_classifier::Class;
    ///
    /// let page = ClassPage::of(Class::PassRole);
    /// assert_eq!(page.said_by(), Speaker::Iam);
    /// assert_eq!(page.edits(), [Edit::PassRoleStatement]);
    /// ```
    #[must_use]
    pub fn of(class: Class) -> &'static Self {
        // That every class has a page is checked where the pages are compiled.
        FAMILIES.iter().copied().flatten().find(|it| it.class == class).unwrap_or(&FALLBACK)
    }

    /// Returns the page with these words; each pair is English and Japanese.
    pub(crate) const fn new(
        class: Class,
        said_by: Speaker,
        example: &'static str,
        edits: &'static [Edit],
        what: [&'static str; 2],
        first: [&'static str; 2],
    ) -> Self {
        Self { class, said_by, example, edits, what, first }
    }

    /// Returns the class.
    #[must_use]
    pub const fn class(&self) -> Class {
        self.class
    }

    /// Returns who said no.
    #[must_use]
    pub const fn said_by(&self) -> Speaker {
        self.said_by
    }

    /// Returns a text of this class, as a program prints it.
    #[must_use]
    pub const fn example(&self) -> &'static str {
        self.example
    }

    /// Returns what to put where, the likeliest first.
    #[must_use]
    pub const fn edits(&self) -> &'static [Edit] {
        self.edits
    }

    /// Returns what happened, in a sentence or two.
    #[must_use]
    pub const fn what(&self, language: Language) -> &'static str {
        pick(self.what, language)
    }

    /// Returns what to look at first.
    #[must_use]
    pub const fn first(&self, language: Language) -> &'static str {
        pick(self.first, language)
    }
}

const fn pick(words: [&'static str; 2], language: Language) -> &'static str {
    let [english, japanese] = words;
    match language {
        Language::Japanese => japanese,
        _ => english,
    }
}

/// What stands in for a page that is not there; none is missing.
static FALLBACK: ClassPage = ClassPage::new(Class::Other, Speaker::Nobody, "", &[], ["", ""], ["", ""]);

/// Tells whether the pages are those of all classes, in the order of the taxonomy.
#[expect(
    clippy::indexing_slicing,
    reason = "it runs when it is compiled, and slices have no other way in there"
)]
const fn is_complete() -> bool {
    let (mut family, mut page, mut class) = (0, 0, 0);
    while class < Class::ALL.len() {
        while family < FAMILIES.len() && page == FAMILIES[family].len() {
            (family, page) = (family + 1, 0);
        }
        if family == FAMILIES.len()
            || !same(FAMILIES[family][page].class.as_str(), Class::ALL[class].as_str())
        {
            return false;
        }
        (page, class) = (page + 1, class + 1);
    }
    true
}

#[expect(clippy::indexing_slicing, reason = "as above")]
const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

// A class without a page does not compile.
const _: () = assert!(is_complete(), "a class has no page, or pages stand in another order than classes");
