using System.Text;

namespace Messenger.Domain.Directory;

/// <summary>
/// What is special about reading Chinese names: some characters are read in another way where they are surnames, and ü is typed in several ways. The
/// readings are those of the Xiandai Hanyu Cidian.
/// </summary>
static class ChineseNames
{
    static readonly Dictionary<string, string> Compound =
        "万俟=mo qi,尉迟=yu chi,尉遲=yu chi,单于=chan yu,單于=chan yu,长孙=zhang sun,長孫=zhang sun,澹台=tan tai,澹臺=tan tai,宰父=zai fu,亓官=qi guan,令狐=ling hu,夏侯=xia hou,皇甫=huang fu"
            .Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    static readonly Dictionary<int, string> Single = Pairs(
        "曾zeng 单shan 單shan 仇qiu 解xie 查zha 朴piao 乐yue 樂yue 盖ge 蓋ge 区ou 區ou 翟zhai 覃qin 缪miao 繆miao 员yun 員yun 召shao 秘bi 种chong 冼xian 洗xian 繁po 折she 任ren "
        + "华hua 華hua 宁ning 寧ning 尹yin 臧zang 隗wei 逄pang 郇xun 晁chao 妫gui 卜bu 黑he 那na 能nai 车che 車che 佴nai 芮rui 沈shen 石shi 贾jia 賈jia 薄bo 柏bai 葛ge 纪ji 紀ji 应ying 應ying 曲qu 冯feng 馮feng 谌chen 諶chen 褚chu 都du 盛sheng 重chong 牟mou 过guo 過guo 相xiang 訾zi 哈ha 宓mi 叶ye 葉ye 万wan 萬wan 尉wei 长zhang 洪hong");

    static readonly HashSet<int> WithUmlaut = [.. "吕呂律绿綠旅履侣侶铝鋁屡屢驴驢虑慮闾閭率女".EnumerateRunes().Select(r => r.Value)];

    /// <summary>A Chinese character: Unicode's Unified Ideographs and their extensions.</summary>
    public static bool IsHan(Rune rune) => rune.Value is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD) or 0x3007;

    /// <summary>The readings of the surname with which a name begins, one for each of its characters; empty if it has no reading of its own.</summary>
    public static IReadOnlyList<string> ReadSurname(IReadOnlyList<Rune> name) =>
        name.Count > 2 && Compound.TryGetValue($"{name[0]}{name[1]}", out var readings) ? readings.Split(' ')
        : name.Count > 1 && Single.TryGetValue(name[0].Value, out var reading) ? [reading]
        : [];

    /// <summary>Other ways to type a reading: <c>lv</c> and <c>lyu</c> for lü.</summary>
    public static IEnumerable<string> OtherSpellings(Rune rune, string reading) =>
        WithUmlaut.Contains(rune.Value) && reading is "lu" or "nu" or "lyu" or "nyu" or "lv" or "nv"
            ? ((string[])["v", "yu", "u"]).Select(ending => reading[0] + ending).Where(other => other != reading)
            : [];

    static Dictionary<int, string> Pairs(string text)
    {
        var pairs = new Dictionary<int, string>();
        foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Rune.DecodeFromUtf16(pair, out var rune, out var length);
            pairs[rune.Value] = pair[length..];
        }
        return pairs;
    }
}
