using Messenger.Domain.Directory;
using Messenger.Domain.Search;
using Messenger.Infrastructure.Directory;
using Xunit;

namespace Messenger.Tests.People;

/// <summary>How names are read and found.</summary>
public sealed class ReadingNames
{
    [Theory]
    [InlineData("王芳", "wang fang")]
    [InlineData("曾莉", "zeng li")]
    [InlineData("单伟", "shan wei")]
    [InlineData("解晓东", "xie xiao dong")]
    [InlineData("仇英", "qiu ying")]
    [InlineData("尉迟恭", "yu chi gong")]
    [InlineData("万俟雅言", "mo qi ya yan")]
    [InlineData("王单", "wang dan")] // no surname here
    [InlineData("Wang Fang 王芳", "wang fang")]
    [InlineData("Alice", null)]
    [InlineData("Ольга", null)]
    public void Chinese_is_read_and_surnames_in_their_own_way(string name, string? pinyin) => Assert.Equal(pinyin, Name(name).Pinyin);

    [Fact]
    public void Its_owner_knows_best_how_a_name_is_read()
    {
        var name = Name("乐乐", "yue le");

        Assert.Equal("yue le", name.Pinyin);
        Assert.True(name.Fit("yuele")!.Value.Whole);
        Assert.NotNull(name.Fit("lele")); // what others would type still finds it
        Assert.Equal("yue le", Name("乐乐", "one two three").Pinyin); // another number of syllables says nothing of these: the surname is read as surnames are
    }

    [Theory]
    [InlineData("王芳", "王", "王")]
    [InlineData("王芳", "芳", "芳")]
    [InlineData("王芳", "wangfang", "王芳")]
    [InlineData("王芳", "wang fang", "王芳")]
    [InlineData("王芳", "wf", "王芳")]
    [InlineData("王芳", "wangf", "王芳")]
    [InlineData("王芳", "wfang", "王芳")]
    [InlineData("王芳", "王f", "王芳")]
    [InlineData("王芳", "w芳", "王芳")]
    [InlineData("王芳", "fa", "芳")]
    [InlineData("王芳", "ang", null)]
    [InlineData("王芳", "fw", null)]
    [InlineData("发布助手", "fbz", "发布助")]
    [InlineData("发布助手", "发布z", "发布助")]
    [InlineData("曾莉", "cl", "曾莉")] // also as the character is usually read
    [InlineData("西安", "xi'an", "西安")]
    [InlineData("吕布", "lvbu", "吕布")]
    [InlineData("吕布", "lyub", "吕布")]
    [InlineData("吕布", "lubu", "吕布")]
    [InlineData("María García", "garcia", "García")]
    [InlineData("María García", "mg", "María García")]
    [InlineData("María García", "mar gar", "María García")]
    [InlineData("María García", "arcia", null)]
    [InlineData("Sam O’Neill", "neill", "Neill")]
    [InlineData("Ольга Петрова", "ольга", "Ольга")]
    [InlineData("Ольга Петрова", "petrova", "Петрова")]
    [InlineData("王芳 (Fang)", "fang", "芳")]
    [InlineData("ＷＡＮＧ", "wang", "ＷＡＮＧ")]
    [InlineData("🌴", "w", null)]
    [InlineData("王芳", " ", null)]
    public void A_part_in_any_script_finds_a_name(string name, string term, string? found)
    {
        var read = Name(name);

        var fit = read.Fit(new FoldedText(term).Text);

        Assert.Equal(found, fit is { } part ? read.Text[part.Start..part.End] : null);
    }

    /// <summary>Whatever mixture of characters, readings and beginnings of readings somebody types: from any character on, it finds the name.</summary>
    [Fact]
    public void Any_mixture_finds_a_name()
    {
        var chance = new Random(27);
        const string characters = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹芳伟娜敏静丽强磊军洋艳勇杰娟涛明超霞平刚";
        for (var round = 0; round < 2_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(2, 5)).Select(_ => characters[chance.Next(characters.Length)]));
            var name = Name(text);
            var readings = name.Pinyin!.Split(' ');
            var (first, last) = (chance.Next(text.Length), 0);
            last = chance.Next(first, text.Length);
            var typed = string.Concat(Enumerable.Range(first, last - first + 1).Select(i => chance.Next(3) switch
            {
                0 => text[i].ToString(),
                1 => readings[i],
                _ => readings[i][..chance.Next(1, readings[i].Length + 1)],
            }));

            Assert.True(name.Fit(typed) is { } fit && fit.Start <= first, $"{typed} does not find {text}");
        }
    }

    [Fact]
    public void Names_are_in_the_order_of_their_readings() =>
        Assert.Equal(["Anna", "Ben", "陈静", "郑爽", "Zoe"], ((string[])["郑爽", "Ben", "Zoe", "陈静", "Anna"]).OrderBy(n => Name(n).SortKey, StringComparer.Ordinal));

    static PersonName Name(string name, string? given = null) => new(name, given, AnyAsciiRomanizer.Instance);
}
