using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Messenger.Infrastructure.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Joining : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int[]>(
                name: "scopes",
                table: "sessions",
                type: "integer[]",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "token_hash",
                table: "sessions",
                type: "bytea",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "announced_at",
                table: "conversations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "announced_by",
                table: "conversations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "announcement",
                table: "conversations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "avatar_version",
                table: "conversations",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "joining",
                table: "conversations",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "visibility",
                table: "conversations",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "avatars",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_avatars", x => x.conversation_id);
                    table.ForeignKey(
                        name: "fk_avatars_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "join_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    uses_left = table.Column<int>(type: "integer", nullable: true),
                    needs_approval = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_join_links", x => x.id);
                    table.ForeignKey(
                        name: "fk_join_links_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "join_requests",
                columns: table => new
                {
                    conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_join_requests", x => new { x.conversation_id, x.user_id });
                    table.ForeignKey(
                        name: "fk_join_requests_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_join_requests_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_token_hash",
                table: "sessions",
                column: "token_hash",
                unique: true,
                filter: "token_hash is not null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_members_conversation_id_role",
                table: "members",
                columns: new[] { "conversation_id", "role" },
                filter: "role > 1 and left_at is null")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_conversations_visibility",
                table: "conversations",
                column: "visibility",
                filter: "visibility = 2")
                .Annotation("Npgsql:CreatedConcurrently", true);

            migrationBuilder.CreateIndex(
                name: "ix_join_links_conversation_id",
                table: "join_links",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "ix_join_links_token_hash",
                table: "join_links",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_join_requests_user_id",
                table: "join_requests",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "avatars");

            migrationBuilder.DropTable(
                name: "join_links");

            migrationBuilder.DropTable(
                name: "join_requests");

            migrationBuilder.DropIndex(
                name: "ix_sessions_token_hash",
                table: "sessions");

            migrationBuilder.DropIndex(
                name: "ix_members_conversation_id_role",
                table: "members");

            migrationBuilder.DropIndex(
                name: "ix_conversations_visibility",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "scopes",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "token_hash",
                table: "sessions");

            migrationBuilder.DropColumn(
                name: "announced_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "announced_by",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "announcement",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "avatar_version",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "joining",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "visibility",
                table: "conversations");
        }
    }
}
