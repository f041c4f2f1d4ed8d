namespace Messenger.Contracts.Directory;

/// <summary>A department's id and name.</summary>
public sealed record DepartmentName
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }
}

/// <summary>A department of the company.</summary>
public sealed record Department
{
    /// <summary>The id; it never changes.</summary>
    public required Guid Id { get; init; }

    /// <summary>The department that it belongs to; absent at the top.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The name, different from those of its siblings.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among its siblings, the smallest first; equal ones by name.</summary>
    public required int Position { get; init; }

    /// <summary>How many active people are in it, without those of the departments below.</summary>
    public required int People { get; init; }

    /// <summary>Who leads it; they need not be in it.</summary>
    public required IReadOnlyList<Guid> HeadIds { get; init; }
}

/// <summary>The tree of departments, flat: parents before children, siblings in their order.</summary>
public sealed record DepartmentTree
{
    /// <summary>The departments.</summary>
    public required IReadOnlyList<Department> Departments { get; init; }
}

/// <summary>Makes a department.</summary>
public sealed record CreateDepartment
{
    /// <summary>Made by the client before its first try and repeated on retries, so that a retry makes no second one.</summary>
    public Guid? Id { get; init; }

    /// <summary>The name, 1 to 100 code units without <c>/</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The department that it belongs to; absent for the top.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Its place among its siblings.</summary>
    public int Position { get; init; }

    /// <summary>Who leads it, at most 20.</summary>
    public IReadOnlyList<Guid> HeadIds { get; set; } = [];
}

/// <summary>Changes a department. What is absent stays.</summary>
public sealed record UpdateDepartment
{
    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>Where it moves, with all below it; the zero id is the top.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Its place among its siblings.</summary>
    public int? Position { get; init; }

    /// <summary>Who leads it from now on, at most 20.</summary>
    public IReadOnlyList<Guid>? HeadIds { get; init; }
}
