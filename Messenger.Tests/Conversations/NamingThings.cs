using Messenger.Contracts;
using Messenger.Domain;
using Xunit;

namespace Messenger.Tests.Conversations;

/// <summary>Names of people, groups, folders and tokens: what is shown is what is there.</summary>
public sealed class NamingThings
{
    [Theory]
    [InlineData("Release 2.0")]
    [InlineData("发布群（二）")]
    [InlineData("👩\u200D💻 builders 🏳️\u200D🌈")]
    [InlineData("می\u200Cخواهم")] // Persian writes with the non-joiner
    [InlineData("क्\u200Dष")]
    [InlineData("Việt Nam ế")]
    [InlineData("שָׁלוֹם")]
    [InlineData("**not bold** <b>[x](javascript:y)</b>")] // shown as it is
    public void What_people_write_is_a_name(string name) => Assert.Null(TextRules.CheckName(name, 100));

    [Theory]
    [InlineData("Ann\u202Egnp.exe")]
    [InlineData("\u2066Ann\u2069")]
    [InlineData("Ann\u200F")]
    [InlineData("A\u200Bnn")]
    [InlineData("Ann\u200D")]
    [InlineData("A\u200Dnn")]
    [InlineData("王\u200C芳")]
    [InlineData("Ann\u00AD")]
    [InlineData("\uFEFFAnn")]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("Ann\u2028")]
    [InlineData("Z\u0300\u0301\u0302\u0303\u0304\u0305algo")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    public void What_hides_something_is_none(string name) => Assert.Equal(ErrorCode.TextInvalid, TextRules.CheckName(name, 100));

    [Theory]
    [InlineData("")]
    [InlineData(" \u00A0\u3000")]
    public void What_is_blank_is_none(string name) => Assert.Equal(ErrorCode.TextEmpty, TextRules.CheckName(name, 100));
}
