package dev.palomar.template;

import dev.palomar.database.Rows;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The last look at all templates of a business account, and how far it came.
///
/// @param cursor      Meta's place to go on from
/// @param again       somebody asked for another one meanwhile
/// @param found       templates that Meta listed so far
/// @param removed     templates that Meta has no more
/// @param failures    calls in a row that came to nothing
/// @param problem     what stopped it, or why it waits
/// @param nextAt      when it goes on; empty when it has ended
/// @param completeAt  the last time that all templates of the account were seen
public record Sync(
        TenantId tenant,
        String businessAccountId,
        State state,
        Optional<String> cursor,
        boolean again,
        int pages,
        int found,
        int added,
        int changed,
        int removed,
        int failures,
        Optional<String> problem,
        Instant startedAt,
        Optional<Instant> nextAt,
        Optional<Instant> finishedAt,
        Optional<Instant> completeAt) {

    public enum State {
        RUNNING("running"),
        DONE("done"),
        FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static State read(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return state;
                }
            }
            throw new IllegalStateException("unknown state " + word);
        }
    }

    static Sync read(ResultSet row) throws SQLException {
        return new Sync(
                new TenantId(Rows.uuid(row, "tenant_id")),
                row.getString("business_account_id"),
                State.read(row.getString("state")),
                Rows.maybeText(row, "cursor"),
                row.getBoolean("again"),
                row.getInt("pages"),
                row.getInt("found"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("removed"),
                row.getInt("failures"),
                Rows.maybeText(row, "problem"),
                Rows.instant(row, "started_at"),
                Rows.maybeInstant(row, "next_at"),
                Rows.maybeInstant(row, "finished_at"),
                Rows.maybeInstant(row, "complete_at"));
    }
}
