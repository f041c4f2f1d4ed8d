using Messenger.Contracts.Identity;
using Messenger.Domain.Identity;
using Messenger.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Messenger.Tests;

/// <summary>The people of one test, on a host that they may share with other companies.</summary>
public sealed class Company : IAsyncDisposable
{
    const string AdministratorName = "whoever-set-it-up";
    public const string Password = "correct horse 电池";

    static int _companies;

    readonly Uri _server;
    readonly int _number = Interlocked.Increment(ref _companies);
    readonly List<Employee> _people = [];

    Company(Uri server, Employee administrator) => (_server, Administrator) = (server, administrator);

    /// <summary>Whoever set the host up.</summary>
    public Employee Administrator { get; }

    /// <summary>Sets the host up, if that was not done, and opens a company there.</summary>
    public static async Task<Company> FoundAsync(TestHost host)
    {
        var administrator = new Employee(host);
        var links = host.Services.GetRequiredService<IOneTimeLinks>();
        var token = await links.CreateSetUpLinkAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        var setUp = new SetUp { Token = token, UserName = AdministratorName, DisplayName = "Administrator", Password = Password };
        if (!await administrator.TrySignInAsync("setup", setUp)) await administrator.SignInAsync(AdministratorName, Password);
        return new Company(host.Address, administrator);
    }

    /// <summary>Opens a company on a host that has an administrator, wherever that host runs.</summary>
    public static async Task<Company> FoundAsync(Uri server, string administratorName, string password)
    {
        var administrator = new Employee(server);
        await administrator.SignInAsync(administratorName, password);
        return new Company(server, administrator);
    }

    /// <summary>An account whose user has set a password and signed in, at another node if one is given.</summary>
    public async Task<Employee> HireAsync(string name, bool isAdministrator = false, TestHost? at = null)
    {
        var userName = $"{name}-{_number}";
        var created = await Administrator.SendAsync<CreatedAccount>(
            HttpMethod.Post, "admin/users", new CreateAccount { UserName = userName, DisplayName = name, IsAdministrator = isAdministrator });
        var token = new Uri(created.PasswordLink.Url).Fragment[1..];
        var employee = new Employee(at?.Address ?? _server);
        await employee.SendAsync(HttpMethod.Post, "password-links/redeem", new RedeemPasswordLink { Token = token, NewPassword = Password });
        await employee.SignInAsync(userName, Password);
        _people.Add(employee);
        return employee;
    }

    /// <summary>The same person at another device.</summary>
    public async Task<Employee> AtAnotherDeviceAsync(Employee person, TestHost? at = null)
    {
        var device = new Employee(at?.Address ?? _server);
        await device.SignInAsync(person.UserName, Password);
        _people.Add(device);
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people) await person.DisposeAsync();
        await Administrator.DisposeAsync();
    }
}
