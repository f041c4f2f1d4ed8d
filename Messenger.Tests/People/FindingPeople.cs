using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Contracts.Personal;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.People;

/// <summary>The search for people, by the wire.</summary>
public sealed class FindingPeople(TestHost host) : IClassFixture<TestHost>
{
    [Theory]
    [InlineData("欧阳娜", "oyn", null)]
    [InlineData("欧阳娜", "欧阳n", null)]
    [InlineData("Quirin Quast", "quast", null)]
    [InlineData("Someone One", "qq-mail", PersonMatch.Email)]
    [InlineData("Someone Two", "qq-user", PersonMatch.UserName)]
    [InlineData("Someone Three", "qq部", PersonMatch.Department)]
    [InlineData("Someone Three", "qqgroup", PersonMatch.Department)]
    [InlineData("Someone Four", "qq官", PersonMatch.Title)]
    [InlineData("Someone Three", "three qq部", null)]
    public async Task People_are_found_by_all_that_one_may_know_of_them(string name, string text, PersonMatch? by)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await CreateAsync(company, "欧阳娜");
        await CreateAsync(company, "Quirin Quast");
        await CreateAsync(company, "Someone One", a => a with { Email = $"qq-mail-{Employee.NewId():N}@example.com" });
        await CreateAsync(company, "Someone Two", a => a with { UserName = $"qq-user-{Employee.NewId():N}" });
        await CreateAsync(company, "Someone Three", a => a with { Department = "QQ部/Qqgroup" });
        await CreateAsync(company, "Someone Four", a => a with { Title = "首席QQ官" });

        var hits = (await SearchAsync(ann, text)).Hits;

        Assert.NotEmpty(hits);
        Assert.All(hits, hit => Assert.Equal((name, by), (hit.User.DisplayName, hit.By)));
        Assert.All(hits, hit => Assert.Equal(name, string.Concat(hit.Name.Select(piece => piece.Text))));
    }

    [Fact]
    public async Task The_better_match_comes_first_then_the_nearer_colleague()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await company.Administrator.SendAsync(HttpMethod.Patch, $"admin/users/{ann.Id}", new UpdateAccount { Department = "Near/Here" });
        var far = await CreateAsync(company, "Zyx Aa");
        var branch = await CreateAsync(company, "Zyx Bb", a => a with { Department = "Near/There" });
        var same = await CreateAsync(company, "Zyx Cc", a => a with { Department = "Near/Here" });
        var starred = await CreateAsync(company, "Zyx Dd");
        var later = await CreateAsync(company, "Aa Zyx", a => a with { Department = "Near/Here" });
        var whole = await CreateAsync(company, "Zyx");
        await ann.KeepAsync(new() { Kind = PersonalKind.Contact, Key = starred.ToString(), Contact = new() { Starred = true } });
        var talked = await company.HireAsync("ZyxEe");
        var talk = await ann.StartDirectAsync(talked);
        await ann.PostAsync(talk.Conversation.Id, "hello");
        await ann.KeepAsync(new() { Kind = PersonalKind.Contact, Key = talked.Id.ToString(), Contact = new() { Starred = true } });

        var hits = (await SearchAsync(ann, "zyx")).Hits.Select(h => h.User.Id);

        Assert.Equal([whole, talked.Id, starred, same, branch, far, later], hits);
    }

    [Fact]
    public async Task Members_search_among_the_members_of_their_conversation_and_nobody_else_does()
    {
        await using var company = await Company.FoundAsync(host);
        var (ann, ben) = (await company.HireAsync("Ann"), await company.HireAsync("Ben"));
        var inside = await company.HireAsync("MnopInside");
        await company.HireAsync("MnopOutside");
        var group = await ann.StartGroupAsync("Group", inside);

        var wish = new SearchPeople { Text = "mnop", ConversationId = group.Conversation.Id };

        var hits = await ann.SendAsync<PeopleHits>(HttpMethod.Post, "search/people", wish);

        Assert.Equal([inside.Id], hits.Hits.Select(hit => hit.User.Id));
        Assert.Equal(ErrorCode.NotAMember, await ben.RefusalAsync(HttpMethod.Post, "search/people", wish));
    }

    [Fact]
    public async Task What_changes_is_found_at_once_at_every_node_and_who_has_gone_is_not()
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");
        await using var second = TestHost.On(host.Database);
        await second.InitializeAsync();
        await using var elsewhere = await company.AtAnotherDeviceAsync(ann, second);
        var id = await CreateAsync(company, "Wxyz");
        Assert.Equal([id], (await SearchAsync(elsewhere, "wxyz")).Hits.Select(h => h.User.Id));

        await company.Administrator.SendAsync(HttpMethod.Patch, $"admin/users/{id}", new UpdateAccount { DisplayName = "Vwxyz", Department = "Wxyzdept" });
        Assert.DoesNotContain((await SearchAsync(elsewhere, "wxyz ")).Hits, hit => hit.By is null);
        Assert.Equal([id], (await SearchAsync(elsewhere, "vwxyz")).Hits.Select(h => h.User.Id));
        var department = (await ann.SendAsync<DepartmentTree>(HttpMethod.Get, "departments")).Departments.Single(d => d.Name == "Wxyzdept");
        await company.Administrator.SendAsync(HttpMethod.Patch, $"admin/departments/{department.Id}", new UpdateDepartment { Name = "Qrst" });
        Assert.Equal(("Qrst", PersonMatch.Department), (await SearchAsync(elsewhere, "qrst")).Hits.Select(h => (h.User.Department, h.By!.Value)).Single());
        Assert.Equal([id], (await SearchAsync(elsewhere, "v", department.Id)).Hits.Select(h => h.User.Id));

        await company.Administrator.SendAsync(HttpMethod.Post, $"admin/users/{id}/deactivate");
        Assert.Empty((await SearchAsync(elsewhere, "vwxyz")).Hits);
        await company.Administrator.SendAsync(HttpMethod.Post, $"admin/users/{id}/reactivate");
        Assert.Equal([id], (await SearchAsync(elsewhere, "vwxyz")).Hits.Select(h => h.User.Id));
    }

    [Theory]
    [InlineData("", 20, ErrorCode.TextEmpty)]
    [InlineData(" \t ", 20, ErrorCode.TextEmpty)]
    [InlineData("a", 0, ErrorCode.InvalidRequest)]
    [InlineData("a", 101, ErrorCode.InvalidRequest)]
    [InlineData("a\u0000", 20, ErrorCode.InvalidRequest)]
    public async Task What_is_no_search_is_refused(string text, int limit, ErrorCode code)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        Assert.Equal(code, await ann.RefusalAsync(HttpMethod.Post, "search/people", new SearchPeople { Text = text, Limit = limit }));
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Post, "search/people", new SearchPeople { Text = new('x', 10_000) }));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("\\")]
    [InlineData("'")]
    [InlineData("\"* ? _ ( ) | & ! :*")]
    [InlineData("👩‍💻")]
    public async Task Signs_are_just_signs(string text)
    {
        await using var company = await Company.FoundAsync(host);
        var ann = await company.HireAsync("Ann");

        Assert.Empty((await SearchAsync(ann, text)).Hits);
    }

    static Task<PeopleHits> SearchAsync(Employee who, string text, Guid? department = null) =>
        who.SendAsync<PeopleHits>(HttpMethod.Post, "search/people", new SearchPeople { Text = text, DepartmentId = department, Limit = 100 });

    static async Task<Guid> CreateAsync(Company company, string name, Func<CreateAccount, CreateAccount>? with = null)
    {
        var account = new CreateAccount { UserName = $"u{Employee.NewId():N}", DisplayName = name };
        return (await company.Administrator.SendAsync<CreatedAccount>(HttpMethod.Post, "admin/users", with is null ? account : with(account))).Account.User.Id;
    }
}
