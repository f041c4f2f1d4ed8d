using System.Diagnostics;
using System.Globalization;
using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Infrastructure.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Bench;

/// <summary>How long the use case takes to find people in a large company, and what it costs a node to have them at hand.</summary>
sealed class FindingPeople(IServiceProvider services)
{
    const string Surnames = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    const string Given = "芳伟娜敏静丽强磊军洋艳勇杰娟涛明超霞平刚桂英华文玉红建国春梅海燕志永晓东宇浩然子轩梓涵欣怡诗雨佳琪思远嘉俊博文天瑞雪峰晨曦泽睿一诺";
    static readonly string[] First = "Anna Ben Clara David Emma Felix Grace Henry Ines Jonas Karin Leo Maria Nina Oscar Paula Quinn Rosa Simon Tina Uwe Vera Will Yara Zoe".Split(' ');
    static readonly string[] Last = "Adams Baker Cohen Dubois Evans Fischer Garcia Hansen Ivanov Jensen Kim Lopez Meyer Novak Olsen Peters Quast Rossi Smith Taylor Unger Vogel Weber Young Zhang".Split(' ');

    const int Rounds = 5;
    readonly Random _chance = new(27);

    /// <summary>Fills the company, measures, and prints.</summary>
    public async Task RunAsync(int people)
    {
        await FillAsync(people);
        var index = services.GetRequiredService<IPeopleIndex>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var snapshot = await index.GetAsync(CancellationToken.None);
        var loaded = watch.Elapsed;
        Print($"{snapshot.People.Count:N0} people: at hand after {loaded.TotalMilliseconds:F0} ms, {(GC.GetTotalMemory(forceFullCollection: true) - before) / snapshot.People.Count:N0} bytes each");
        var caller = snapshot.People[0].User.Id;
        var searcher = new PeopleSearcher(index, services.GetRequiredService<IAcquaintances>(), services.GetRequiredService<IConversationReader>());
        Print($"milliseconds: median, 95th of a hundred, slowest; hits");
        foreach (var (kind, query) in Kinds())
        {
            var (times, hits) = (new List<double>(), 0);
            for (var round = -1; round < Rounds; round++)
            {
                for (var i = 0; i < 10; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    var found = await searcher.SearchAsync(caller, new() { Text = query(i) }, CancellationToken.None);
                    if (round < 0) continue;
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    hits += found.IsOk(out var page, out var refusal) ? page.Hits.Count : throw new InvalidOperationException($"{refusal.Code}");
                }
            }
            times.Sort();
            Print($"| {kind} | {times[times.Count / 2]:F1} | {times[times.Count * 95 / 100]:F1} | {times[^1]:F1} | {(double)hits / times.Count:F1} |");
        }
        await MeasureChangesAsync(searcher, caller);
    }

    async Task MeasureChangesAsync(PeopleSearcher searcher, Guid caller)
    {
        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            await using var database = await services.GetRequiredService<IDbContextFactory<MessengerDbContext>>().CreateDbContextAsync();
            await database.Users.Where(u => u.Id == caller).ExecuteUpdateAsync(u => u.SetProperty(x => x.Title, $"Title {i}"));
            var started = Stopwatch.GetTimestamp();
            await searcher.SearchAsync(caller, new() { Text = "wangfang" }, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        Print($"| after a change | {times[times.Count / 2]:F1} | {times[times.Count * 95 / 100]:F1} | {times[^1]:F1} | |");
    }

    static IEnumerable<(string, Func<int, string>)> Kinds()
    {
        yield return ("one Chinese character", i => Surnames[i].ToString());
        yield return ("Chinese name", i => $"{Surnames[i]}{Given[i]}");
        yield return ("one letter", i => "wlzcyhjsgx"[i].ToString());
        yield return ("two initials", i => $"{"wlzcyhjsgx"[i]}{"fwnmjlqysh"[i]}");
        yield return ("full pinyin", i => "wangfang,liwei,zhangna,liumin,chenjing,yangli,huangqiang,zhaolei,zhoujun,wuyang".Split(',')[i]);
        yield return ("mixed", i => $"{Surnames[i]}{"fwnmjlqysh"[i]}");
        yield return ("Latin beginning", i => First[i][..3].ToLowerInvariant());
        yield return ("mail address", i => $"p{i}@");
        yield return ("department", i => $"D{i}");
        yield return ("nobody", i => $"xqxq{i}");
    }

    async Task FillAsync(int people)
    {
        await using var database = await services.GetRequiredService<IDbContextFactory<MessengerDbContext>>().CreateDbContextAsync();
        var store = services.GetRequiredService<IPeopleImport>();
        foreach (var some in Enumerable.Range(0, people).Chunk(5_000))
        {
            await store.ApplyAsync([.. some.Select(i => new PersonRecord(i, $"p{i.ToString(CultureInfo.InvariantCulture)}")
            {
                DisplayName = Name(),
                Email = $"p{i.ToString(CultureInfo.InvariantCulture)}@example.com",
                Department = $"Company/D{i % 40}/T{i % 200}",
                Title = "Engineer",
            })], dryRun: false, CancellationToken.None);
        }
    }

    string Name() => _chance.Next(4) == 0
        ? $"{First[_chance.Next(First.Length)]} {Last[_chance.Next(Last.Length)]}"
        : $"{Surnames[_chance.Next(Surnames.Length)]}{string.Concat(Enumerable.Range(0, _chance.Next(1, 3)).Select(_ => Given[_chance.Next(Given.Length)]))}";

    static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
