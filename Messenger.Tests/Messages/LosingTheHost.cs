using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Messages;
using Messenger.Infrastructure.Demo;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Messages;

/// <summary>The host is killed with kill -9 while people send; its database is real and durable.</summary>
public sealed class LosingTheHost
{
    const int People = 20;
    const int Each = 100;

    static readonly JsonSerializerOptions Json = CreateJson();

    [Fact]
    public async Task Every_acknowledged_message_is_there_once_in_its_place_for_every_member()
    {
        await using var folder = TestFolder.Create();
        var settings = new Dictionary<string, string>
        {
            ["Messenger:DataDirectory"] = folder.In("data"),
            ["Messenger:Demo"] = "true",
            ["Urls"] = $"http://127.0.0.1:{FreePort.Take()}",
        };
        var first = HostProcess.Start(settings);
        await using var _ = first;
        var address = new Uri(settings["Urls"]);
        await first.ReadyAsync();
        var people = new List<HttpClient>();
        for (var i = 0; i < People; i++) people.Add(await SignInAsync(address, DemoNames[i]));
        var room = await StartRoomAsync(people);

        var acknowledged = new ConcurrentDictionary<Guid, Message>();
        var half = new TaskCompletionSource();
        var sending = Task.WhenAll(people.Select(async (person, p) =>
        {
            await Task.WhenAll(Enumerable.Range(0, Each).Select(async i =>
            {
                var id = Employee.NewId();
                acknowledged[id] = await PostUntilAnsweredAsync(person, room, new() { ClientMessageId = id, Text = $"{p} says {i}" });
                if (acknowledged.Count >= People * Each / 2) half.TrySetResult();
            }));
        }));
        await half.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var before = acknowledged.Count;
        first.Signal("KILL");
        await first.ExitAsync();
        await using var second = HostProcess.Start(settings);
        await second.ReadyAsync();
        await sending.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);

        Assert.True(before < People * Each, "Nothing was under way when the host was killed.");
        foreach (var person in people)
        {
            var log = await ReadAllAsync(person, room);
            Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(m => m.Seq));
            Assert.Equal(1 + People * Each, log.Count);
            Assert.All(acknowledged.Values, a => Assert.Equal(a, log[(int)a.Seq - 1]));
        }
        foreach (var person in people) person.Dispose();
    }

    static readonly string[] DemoNames =
        ["alice", "bob", "carol", "wangfang", "liming", "zhangwei", "liuyang", "chenjing", "yangli", "zhaolei", "huangyan", "zhoujie", "wuxia", "xuqiang", "sunmei", "mahui", "zhulin", "hujun", "guoxin", "hebin"];

    static async Task<HttpClient> SignInAsync(Uri address, string name)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new(address, "/api/v1/"), Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        using var answer = await http.PostAsJsonAsync("session", new SignIn { UserName = name, Password = DemoCompany.Password }, Json, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return http;
    }

    static async Task<Guid> StartRoomAsync(List<HttpClient> people)
    {
        var ids = new List<Guid>();
        foreach (var person in people) ids.Add((await person.GetFromJsonAsync<SignedIn>("session", Json, TestContext.Current.CancellationToken))!.User.Id);
        using var answer = await people[0].PostAsJsonAsync(
            "conversations", new StartConversation { Kind = ConversationKind.Group, Title = "Storm", MemberIds = ids[1..] }, Json, TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<ConversationHead>(Json, TestContext.Current.CancellationToken))!.Conversation.Id;
    }

    /// <summary>What a client does: as long as there is no answer, the outcome is unknown, and it repeats under the same id.</summary>
    static async Task<Message> PostUntilAnsweredAsync(HttpClient person, Guid room, PostBody body)
    {
        while (true)
        {
            try
            {
                using var answer = await person.PostAsJsonAsync($"conversations/{room}/messages", body, Json, TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode) return (await answer.Content.ReadFromJsonAsync<Message>(Json, TestContext.Current.CancellationToken))!;
                Assert.True((int)answer.StatusCode >= 500, $"Refused: {answer.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException || e is TaskCanceledException { InnerException: TimeoutException })
            {
                // Unknown.
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    static async Task<List<Message>> ReadAllAsync(HttpClient person, Guid room)
    {
        var log = new List<Message>();
        MessagePage page;
        do
        {
            page = await ReadUntilAnsweredAsync(person, $"conversations/{room}/messages?after={log.Count}&limit=200");
            log.AddRange(page.Messages);
        }
        while (page.HasAfter);
        return log;
    }

    /// <summary>The first request after the restart may still take a connection to the host that was killed.</summary>
    static async Task<MessagePage> ReadUntilAnsweredAsync(HttpClient person, string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return (await person.GetFromJsonAsync<MessagePage>(path, Json, TestContext.Current.CancellationToken))!;
            }
            catch (HttpRequestException) when (tries < 3)
            {
                // A closed connection; the next one is new.
            }
        }
    }

    static JsonSerializerOptions CreateJson()
    {
        var options = new JsonSerializerOptions();
        Contracts.ContractsJson.Apply(options);
        return options;
    }
}
