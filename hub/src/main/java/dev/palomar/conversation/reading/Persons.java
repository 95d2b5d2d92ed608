package dev.palomar.conversation.reading;

import dev.palomar.database.Rows;
import dev.palomar.model.Identity;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/// Reads a contact's names from a row with `contact_id`, `contact_name`, `contact_username` and `contact_keys`.
public final class Persons {

    /// The contact that wrote message `m` of conversation `v`: in a group the member, otherwise whom it is with.
    /// `CASE`, because PostgreSQL takes `coalesce` for something that might tell of other tenants' rows, and would
    /// read all contacts instead of looking into their index.
    static final String WHO_WROTE = "CASE WHEN m.sender_id IS NULL THEN v.contact_id ELSE m.sender_id END";

    private Persons() {}

    /// Empty when the row has no contact.
    public static Optional<Parties.Party> read(ResultSet row) throws SQLException {
        Optional<ContactId> contact = Rows.id(row, "contact_id", ContactId::new);
        if (contact.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Parties.Party(identity(row), Rows.maybeText(row, "contact_name"), contact));
    }

    private static Identity identity(ResultSet row) throws SQLException {
        Identity named = Identity.ofKeys(Rows.texts(row, "contact_keys"));
        return new Identity(
                named.phone(),
                named.lid(),
                named.userId(),
                Rows.maybeText(row, "contact_username").or(named::username));
    }

    /// Where it is said: `stored` is `contact:…` or `group:…`.
    public static Parties.Chat chat(String stored, Optional<Parties.Party> person) {
        return stored.startsWith("group:") || person.isEmpty()
                ? Parties.Chat.group(stored.substring(stored.indexOf(':') + 1))
                : Parties.Chat.with(person.get().identity());
    }
}
