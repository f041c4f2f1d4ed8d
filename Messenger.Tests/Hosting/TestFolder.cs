namespace Messenger.Tests.Hosting;

/// <summary>A folder for one test, gone with it.</summary>
public sealed class TestFolder : IAsyncDisposable
{
    TestFolder(string path) => Path = path;

    public string Path { get; }

    public static TestFolder Create() => new(Directory.CreateTempSubdirectory("messenger-test-").FullName);

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public ValueTask DisposeAsync()
    {
        // A host that is disposed of twice gives its folder back twice.
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
