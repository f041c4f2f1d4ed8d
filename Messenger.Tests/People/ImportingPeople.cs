using System.Text;
using Messenger.Contracts;
using Messenger.Contracts.Directory;
using Messenger.Contracts.Identity;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.People;

/// <summary>Files of people, by the wire.</summary>
public sealed class ImportingPeople(TestHost host) : IClassFixture<TestHost>
{
    [Fact]
    public async Task A_dry_run_says_what_the_import_then_does_and_a_second_import_does_nothing()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        var file = $""""
            user_name,display_name,email,title,department,head,phone,pinyin,language,time_zone
            {ann.UserName},"Ann, the first",ann@example.com,"She says ""hi""",Imported {ann.Id}/Team,yes,+1 5,,en,Europe/Berlin
            li-{ann.Id:N},李明,,工程师,Imported {ann.Id}/Team,no,,li ming,zh-CN,

            """";

        var foreseen = await ImportAsync(root, file, dryRun: true);
        Assert.Empty((await root.SendAsync<AccountPage>(HttpMethod.Get, $"admin/users?query=li-{ann.Id:N}")).Accounts);
        Assert.Null((await ann.SendAsync<User>(HttpMethod.Get, $"users/{ann.Id}")).Title);
        var done = await ImportAsync(root, file);
        var again = await ImportAsync(root, file);

        Assert.Equal((false, 2, 1, 1, 0), (foreseen.Applied, foreseen.Rows, foreseen.Created, foreseen.Updated, foreseen.Unchanged));
        Assert.Equal([$"Imported {ann.Id}", $"Imported {ann.Id}/Team"], foreseen.NewDepartments.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["display_name: Ann -> Ann, the first", "email:  -> ann@example.com", "title:  -> She says \"hi\"", "phone:  -> +1 5", "language:  -> en", "time_zone:  -> Europe/Berlin", $"department:  -> Imported {ann.Id}/Team", "head: no -> yes"],
            foreseen.People[0].Changes.Select(c => $"{c.Column}: {c.Before} -> {c.After}"));
        Assert.True(done.Applied);
        Assert.Equal(foreseen.People.SelectMany(p => p.Changes), done.People.SelectMany(p => p.Changes));
        Assert.Equal((true, 0, 0, 2), (again.Applied, again.Created, again.Updated, again.Unchanged));
        var profile = await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile");
        Assert.Equal(("Ann, the first", "Team", "Team"), (profile.User.DisplayName, profile.User.Department, profile.Heads.Single().Name));
        var li = (await root.SendAsync<AccountPage>(HttpMethod.Get, $"admin/users?query=li-{ann.Id:N}")).Accounts.Single();
        Assert.Equal(("李明", "工程师", $"Imported {ann.Id}/Team", false), (li.User.DisplayName, li.User.Title, li.DepartmentPath, li.HasPassword));
    }

    [Fact]
    public async Task Empty_fields_take_away_and_columns_that_are_not_there_leave_things_as_they_are()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        await ImportAsync(root, $"user_name,title,phone,department\n{ann.UserName},Boss,123,Gone {ann.Id}\n");

        await ImportAsync(root, $"账号;职务;部门\n{ann.UserName};;\n");

        var profile = await ann.SendAsync<Profile>(HttpMethod.Get, $"users/{ann.Id}/profile");
        Assert.Equal((null, null, "123", "Ann"), (profile.User.Title, profile.User.DepartmentId, profile.Phone, profile.User.DisplayName));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("gb18030", false)]
    public async Task Spreadsheets_in_China_write_files_in_several_ways(string encoding, bool mark)
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoder = Encoding.GetEncoding(encoding);

        var report = await ImportAsync(root, [.. mark ? encoder.GetPreamble() : [], .. encoder.GetBytes($"用户名\t姓名\t职务\r\n{ann.UserName}\t安娜\t高级工程师\r\n")]);

        Assert.True(report.Applied);
        var user = await ann.SendAsync<User>(HttpMethod.Get, $"users/{ann.Id}");
        Assert.Equal(("安娜", "高级工程师"), (user.DisplayName, user.Title));
    }

    [Theory]
    [InlineData("user_name,display_name\n,X\n", "2 user_name ValueMissing")]
    [InlineData("user_name,display_name\nnew-one,\n", "2 display_name ValueMissing")]
    [InlineData("user_name,display_name\n!,X\n", "2 user_name ValueInvalid")]
    [InlineData("user_name,display_name\nnew-one,a\u202Eb\n", "2 display_name ValueInvalid")]
    [InlineData("user_name,display_name,email,phone,time_zone,language,head,department\nnew-one,X,nobody,call,Mars,??,maybe,a//b\n",
        "2 email ValueInvalid|2 phone ValueInvalid|2 time_zone ValueInvalid|2 language ValueInvalid|2 head ValueInvalid|2 department ValueInvalid")]
    [InlineData("user_name,display_name\nnew-one,X\nNEW-ONE,Y\n", "3 user_name Repeated")]
    [InlineData("user_name,display_name,phone\nnew-one,X,call\nNew-One,Y,\n", "2 phone ValueInvalid|3 user_name Repeated")]
    [InlineData("user_name,display_name\n\"new\none\",\"X\nY\"\nnew-two,Z,more\n", "2 user_name ValueInvalid|2 display_name ValueInvalid|5  Malformed")]
    [InlineData("user_name,display_name\nnew-one,\"X\nnew-two,Y\n", "2  Malformed")]
    [InlineData("name,shoe size\nX,42\n", "1 user_name ColumnMissing|1 shoe size ColumnUnknown")]
    [InlineData("user_name,username\nnew-one,new-one\n", "1 username ColumnUnknown")]
    [InlineData("", "1 user_name ColumnMissing")]
    [InlineData("\0\u0001\u0002", "1 \0\u0001\u0002 ColumnUnknown|1 user_name ColumnMissing")]
    public async Task A_fault_is_named_by_line_and_column_and_nothing_is_written(string file, string faults)
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));

        var report = await ImportAsync(root, file);

        Assert.False(report.Applied);
        Assert.Equal(faults.Split('|').Order(StringComparer.Ordinal), report.Errors.Select(e => $"{e.Line} {e.Column} {e.Fault}").Order(StringComparer.Ordinal));
        Assert.Empty((await root.SendAsync<AccountPage>(HttpMethod.Get, "admin/users?query=new-")).Accounts);
        Assert.NotEqual(Guid.Empty, ann.Id);
    }

    [Fact]
    public async Task Who_is_deactivated_by_a_file_is_out_at_once_and_the_last_administrator_stays()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));

        var everybody = await ImportAsync(root, $"user_name,active\n{ann.UserName},no\n{root.UserName},no\n");
        Assert.Equal([ImportFault.AdministratorRequired], everybody.Errors.Select(e => e.Fault));
        await ann.SendAsync(HttpMethod.Get, "session");

        Assert.True((await ImportAsync(root, $"user_name,active\n{ann.UserName},否\n")).Applied);
        Assert.Equal(ErrorCode.NotSignedIn, await ann.RefusalAsync(HttpMethod.Get, "session"));
        await ImportAsync(root, $"user_name,active,administrator\n{ann.UserName},是,是\n");
        await ann.SignInAsync(ann.UserName, Company.Password);
        Assert.Null(await ann.RefusalAsync(HttpMethod.Get, "admin/users"));
    }

    [Fact]
    public async Task Thousands_come_at_once_and_too_many_do_not()
    {
        await using var company = await Company.FoundAsync(host);
        var (root, ann) = (company.Administrator, await company.HireAsync("Ann"));
        string File(int rows) => "user_name,display_name,department\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"p{i}-{ann.Id:N},Person {i},Mass {ann.Id}/D{i % 50}\n"));

        var report = await ImportAsync(root, File(3_000));

        Assert.Equal((true, 3_000, 51, 1_000), (report.Applied, report.Created, report.NewDepartments.Count, report.People.Count));
        Assert.Equal(ErrorCode.TooMany, await RefusalAsync(root, Encoding.UTF8.GetBytes(File(20_001))));
        Assert.Equal(ErrorCode.FileTooLarge, await RefusalAsync(root, new byte[10_000_001]));
        Assert.Equal(ErrorCode.Forbidden, await RefusalAsync(ann, []));
    }

    static Task<ImportReport> ImportAsync(Employee who, string file, bool dryRun = false) => ImportAsync(who, Encoding.UTF8.GetBytes(file), dryRun);

    static async Task<ImportReport> ImportAsync(Employee who, byte[] file, bool dryRun = false)
    {
        using var answer = await SendAsync(who, file, dryRun);
        answer.EnsureSuccessStatusCode();
        return System.Text.Json.JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ContractsJson.Default.ImportReport)!;
    }

    static async Task<ErrorCode?> RefusalAsync(Employee who, byte[] file)
    {
        using var answer = await SendAsync(who, file, dryRun: true);
        return await Employee.RefusalAsync(answer);
    }

    static async Task<HttpResponseMessage> SendAsync(Employee who, byte[] file, bool dryRun)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"admin/people/import?dryRun={dryRun}") { Content = new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } } };
        request.Headers.ExpectContinue = true; // who is refused before he has sent all can read why
        return await who.RequestAsync(request);
    }
}
