using Messenger.Contracts;
using Messenger.Contracts.Conversations;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.People;

/// <summary>The tree of departments, by the wire.</summary>
public sealed class ArrangingDepartments(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task The_tree_has_its_order_its_heads_and_its_people()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann, bob) = (company.Administrator, await company.HireAsync("Ann"), await company.HireAsync("Bob"));
        var top = await CreateAsync(root, $"Top {ann.Id}");
        var second = await CreateAsync(root, "Second", top.Id, position: 2);
        var first = await CreateAsync(root, "First", top.Id, position: 1, heads: [bob.Id, ann.Id]);
        var below = await CreateAsync(root, "Below", second.Id);
        await PutAsync(root, ann, $"Top {ann.Id}/First");
        await PutAsync(root, bob, $"Top {ann.Id}/Second/Below");

        var tree = (await ann.SendAsync<DepartmentTree>(HttpMethod.Get, "departments")).Departments.SkipWhile(d => d.Id != top.Id).Take(4).ToList();
        var people = await ann.SendAsync<UserPage>(HttpMethod.Get, $"departments/{top.Id}/people?below=true&limit=1");
        var rest = await ann.SendAsync<UserPage>(HttpMethod.Get, $"departments/{top.Id}/people?below=true&after={Uri.EscapeDataString(people.Next!)}");

        Assert.Equal([top.Id, first.Id, second.Id, below.Id], tree.Select(d => d.Id));
        Assert.Equal([0, 1, 0, 1], tree.Select(d => d.People));
        Assert.Equal([bob.Id, ann.Id], tree[1].HeadIds);
        Assert.Equal([ann.Id, bob.Id], people.Users.Concat(rest.Users).Select(u => u.Id));
        Assert.Null(rest.Next);
        Assert.Empty((await ann.SendAsync<UserPage>(HttpMethod.Get, $"departments/{top.Id}/people")).Users);
        // Of those above, and not of oneself.
        Assert.Equal([bob.Id], (await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile")).HeadIds);
        Assert.Equal(["First"], (await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{bob.Id}/profile")).Heads.Select(d => d.Name));
    }

    [Fact]
    public async Task Renaming_and_moving_takes_the_people_along()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        await PutAsync(root, ann, $"A {ann.Id}/B/C");
        var line = (await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile")).Departments;

        await root.SendAsync<Department>(HttpMethod.Patch, $"admin/departments/{line[2].Id}", new UpdateDepartment { Name = "D", ParentId = line[0].Id });

        var after = await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile");
        Assert.Equal(("D", line[2].Id), (after.User.Department, after.User.DepartmentId!.Value));
        Assert.Equal([line[0].Name, "D"], after.Departments.Select(d => d.Name));
        Assert.Equal($"A {ann.Id}/D", (await root.SendAsync<AccountPage>(HttpMethod.Get, $"admin/users?query={ann.UserName}")).Accounts.Single().DepartmentPath);
    }

    [Fact]
    public async Task What_would_break_the_tree_is_refused()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        var top = await CreateAsync(root, $"Top {ann.Id}");
        var child = await CreateAsync(root, "Child", top.Id);
        await CreateAsync(root, "Other", top.Id);

        Assert.Equal(ErrorCode.NameTaken, await root.RefusalAsync(HttpMethod.Post, "admin/departments", new CreateDepartment { Name = "Child", ParentId = top.Id }));
        Assert.Equal(ErrorCode.NameTaken, await root.RefusalAsync(HttpMethod.Patch, $"admin/departments/{child.Id}", new UpdateDepartment { Name = "Other" }));
        Assert.Equal(ErrorCode.Conflict, await root.RefusalAsync(HttpMethod.Patch, $"admin/departments/{top.Id}", new UpdateDepartment { ParentId = child.Id }));
        Assert.Equal(ErrorCode.Conflict, await root.RefusalAsync(HttpMethod.Patch, $"admin/departments/{top.Id}", new UpdateDepartment { ParentId = top.Id }));
        Assert.Equal(ErrorCode.TextInvalid, await root.RefusalAsync(HttpMethod.Post, "admin/departments", new CreateDepartment { Name = "a/b" }));
        Assert.Equal(ErrorCode.UserNotFound, await root.RefusalAsync(HttpMethod.Post, "admin/departments", new CreateDepartment { Name = "x", HeadIds = [Guid.Empty] }));
        Assert.Equal(ErrorCode.NotEmpty, await root.RefusalAsync(HttpMethod.Delete, $"admin/departments/{top.Id}"));
        await PutAsync(root, ann, $"Top {ann.Id}/Child");
        Assert.Equal(ErrorCode.NotEmpty, await root.RefusalAsync(HttpMethod.Delete, $"admin/departments/{child.Id}"));
        await PutAsync(root, ann, "");
        await root.SendAsync(HttpMethod.Delete, $"admin/departments/{child.Id}");

        var deep = top;
        for (var i = 2; i <= 10; i++) deep = await CreateAsync(root, $"{i}", deep.Id);
        Assert.Equal(ErrorCode.TooMany, await root.RefusalAsync(HttpMethod.Post, "admin/departments", new CreateDepartment { Name = "11", ParentId = deep.Id }));
        var above = await CreateAsync(root, $"Above {ann.Id}");
        Assert.Equal(ErrorCode.TooMany, await root.RefusalAsync(HttpMethod.Patch, $"admin/departments/{top.Id}", new UpdateDepartment { ParentId = above.Id }));
        Assert.Equal(ErrorCode.TooMany, await root.RefusalAsync(HttpMethod.Patch, $"admin/users/{ann.Id}", new UpdateAccount { Department = "1/2/3/4/5/6/7/8/9/10/11" }));
    }

    [Fact]
    public async Task A_retry_and_two_at_once_make_one()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        var wish = new CreateDepartment { Id = Employee.NewId(), Name = $"Once {ann.Id}" };

        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => root.SendAsync<Department>(HttpMethod.Post, "admin/departments", wish)));
        // The same new path for several people at once is one department.
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => company.HireAsync($"Bob{i}")));
        await Task.WhenAll(people.Select(person => PutAsync(root, person, $"Once {ann.Id}/New")));

        Assert.Single(made.Select(d => d.Id).Distinct());
        var tree = (await ann.SendAsync<DepartmentTree>(HttpMethod.Get, "departments")).Departments;
        Assert.Equal(4, tree.Single(d => d.ParentId == made[0].Id).People);
    }

    [Fact]
    public async Task Whole_departments_become_members()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann, bob, carol, gone) = (company.Administrator, await company.HireAsync("Ann"), await company.HireAsync("Bob"), await company.HireAsync("Carol"), await company.HireAsync("Gone"));
        foreach (var person in (Employee[])[ann, bob, gone]) await PutAsync(root, person, $"G {ann.Id}");
        await PutAsync(root, carol, $"G {ann.Id}/Sub");
        await root.SendAsync(HttpMethod.Post, $"admin/users/{gone.Id}/deactivate");
        var top = (await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile")).Departments[0].Id;
        var sub = (await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{carol.Id}/profile")).Departments[1].Id;

        var small = await ann.SendAsync<ConversationHead>(HttpMethod.Post, "conversations",
            new StartConversation { Kind = ConversationKind.Group, Title = "Sub", DepartmentIds = [sub] });
        var grown = await ann.SendAsync<Conversation>(HttpMethod.Post, $"conversations/{small.Conversation.Id}/members", new AddMembers { DepartmentIds = [top, sub] });

        Assert.Equal(2, small.Conversation.MemberCount); // with its owner
        Assert.Equal(3, grown.MemberCount);
        Assert.Equal(ErrorCode.NotFound, await ann.RefusalAsync(HttpMethod.Post, "conversations",
            new StartConversation { Kind = ConversationKind.Group, Title = "x", DepartmentIds = [Guid.Empty] }));
        Assert.Equal(ErrorCode.InvalidRequest, await ann.RefusalAsync(HttpMethod.Post, $"conversations/{small.Conversation.Id}/members", new AddMembers()));
    }

    static Task<Department> CreateAsync(Employee root, string name, Guid? parent = null, int position = 0, IReadOnlyList<Guid>? heads = null) =>
        root.SendAsync<Department>(HttpMethod.Post, "admin/departments", new CreateDepartment { Name = name, ParentId = parent, Position = position, HeadIds = heads ?? [] });

    static Task PutAsync(Employee root, Employee person, string path) =>
        root.SendAsync(HttpMethod.Patch, $"admin/users/{person.Id}", new UpdateAccount { Department = path });
}
