using Messenger.Faults.Deployment;
using Messenger.Faults.Workload;

namespace Messenger.Faults.Measures;

/// <summary>Signs users in before anything is measured: a password takes long to hash.</summary>
static class Devices
{
    /// <summary>One device for each of the first users.</summary>
    public static async Task<IReadOnlyList<DevicePlan>> SignInAsync(Company company, IReadOnlyList<Node> nodes, int count)
    {
        var devices = new DevicePlan[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (user, _) =>
            devices[user] = await company.SignInAsync(user, $"d{user}", DeviceKind.Talker, nodes[user % nodes.Count].OwnAddress));
        return devices;
    }
}
