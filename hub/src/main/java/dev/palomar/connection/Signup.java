package dev.palomar.connection;

import dev.palomar.database.Rows;
import dev.palomar.model.id.SignupId;
import dev.palomar.model.id.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Somebody on the way through Embedded Signup.
///
/// @param problem  what went wrong, as a stable word
public record Signup(
        TenantId tenant,
        SignupId id,
        Stage stage,
        Outcome outcome,
        Optional<String> problem,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> finishedAt) {

    public enum Stage {
        /// The person is in Meta's dialog.
        WAITING("waiting"),
        /// The person has agreed, and the numbers are being connected.
        CONNECTING("connecting"),
        DONE("done"),
        FAILED("failed"),
        /// The person did not agree.
        CANCELED("canceled");

        private final String word;

        Stage(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Stage read(String word) {
            for (Stage stage : values()) {
                if (stage.word.equals(word)) {
                    return stage;
                }
            }
            throw new IllegalStateException("unknown stage " + word);
        }
    }

    /// Nobody has come back in time.
    public boolean expired(Instant now) {
        return stage == Stage.WAITING && !expiresAt.isAfter(now);
    }

    static Signup read(ResultSet row) throws SQLException {
        return new Signup(
                new TenantId(Rows.uuid(row, "tenant_id")),
                new SignupId(Rows.uuid(row, "id")),
                Stage.read(row.getString("stage")),
                Outcome.read(row.getString("outcome")),
                Rows.maybeText(row, "problem"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.maybeInstant(row, "finished_at"));
    }
}
