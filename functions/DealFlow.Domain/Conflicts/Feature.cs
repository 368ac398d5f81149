namespace DealFlow.Domain.Conflicts;

/// <summary>What the trees look at, of two names and towns. Every value is the same in either order.</summary>
internal enum Feature
{
    /// <summary>Weight in common, of all weight.</summary>
    Union,

    /// <summary>Weight in common, of the name that has less.</summary>
    Cover,

    /// <summary>Weight in common.</summary>
    Common,

    /// <summary>Weight that only one has: of the side with more.</summary>
    MoreAlone,

    /// <summary>Weight that only one has: of the side with less.</summary>
    LessAlone,

    /// <summary>The rarest word that only one has.</summary>
    RarestAlone,

    /// <summary>The rarest word that only one has, of the side where it is less rare.</summary>
    RarestAloneOfOther,

    /// <summary>The rarest word that both have.</summary>
    RarestCommon,

    /// <summary>The two rarest words that both have.</summary>
    TwoRarestCommon,

    /// <summary>How many telling words both have.</summary>
    TellingCommon,

    /// <summary>Weight of words that are only alike.</summary>
    Alike,

    /// <summary>The least likeness among them.</summary>
    LeastLikeness,

    /// <summary>How many of them differ by a slip though both are words that many have.</summary>
    KnownSlips,

    /// <summary>Initials that stand for a word.</summary>
    Initials,

    /// <summary>Likeness of the names without blanks.</summary>
    Joined,

    /// <summary>Words of the shorter name.</summary>
    FewerWords,

    /// <summary>How many words the longer one has more.</summary>
    MoreWords,

    /// <summary>Whether the first words agree.</summary>
    First,

    /// <summary>Legal forms, as <see cref="FormFamilies.Relation"/> says.</summary>
    Form,

    /// <summary>The two families, as <see cref="FormFamilies.Pair"/> says.</summary>
    Families,

    /// <summary>Whether one alone is a branch.</summary>
    Branch,

    /// <summary>Towns: 1 the same, 0 unknown, -1 others.</summary>
    Town,

    /// <summary>Words for a role in a group: 0 none or the same, 1 one has one, 2 they differ.</summary>
    Role,

    /// <summary>Numbers that only one has.</summary>
    Numbers,

    /// <summary>Whether one is the initials of the other.</summary>
    Acronym,

    /// <summary>How many words stand alone on both sides that many companies have: first names, trades.</summary>
    Swapped,

    /// <summary>Letters of the shorter name.</summary>
    Letters,

    /// <summary>The rarest word of the shorter name, in common or not.</summary>
    Rarest,

    /// <summary>Words that are the town of one of them.</summary>
    TownInName,

    /// <summary>Weight of words that are only alike and sound the same.</summary>
    SoundsAlike,

    /// <summary>Weight of words that are only alike and begin with another letter.</summary>
    OtherBeginning,

    /// <summary>Likeness of what is left of either name without the words in common; -1 if one has nothing left.</summary>
    RestLikeness,

    /// <summary>Share of three letters in a row that both names have, in whatever order.</summary>
    Trigrams,

    /// <summary>How many words that stand alone are the initials of words beside them.</summary>
    Initialisms,

    /// <summary>How many first names stand alone: of the side with more.</summary>
    GivenNames,

    /// <summary>How many first names stand alone on both sides.</summary>
    OtherGivenNames,

    /// <summary>The rarest word that only one has and that is no first name.</summary>
    RarestAloneNotGiven,

    /// <summary>How many words for a country only one has.</summary>
    Countries,

    /// <summary>How few companies the town has; 0 if it is not known.</summary>
    TownRarity,

    /// <summary>How alike the two are, as the smaller trees say that know of no others.</summary>
    Likeness,

    /// <summary>1 if the other was found in an index, so that many like it were compared; 0 if two names are all there is.</summary>
    LookedUp,

    /// <summary>How much more alike than the next one found.</summary>
    Lead,

    /// <summary>How many others found are as much alike.</summary>
    Ties,
}
