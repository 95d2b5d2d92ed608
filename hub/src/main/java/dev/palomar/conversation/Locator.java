package dev.palomar.conversation;

import dev.palomar.cluster.Slots;
import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.event.Parties;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Finds the conversation of each place, or makes it. To be called before slots are locked: what it makes is made in
/// one order everywhere.
public final class Locator {

    private record Chat(TenantId tenant, DeviceId device, String chat) {}

    private record Found(ConversationId id, int slot, Optional<PhoneNumber> business, Optional<Instant> windowUntil) {}

    private final People people;
    private final Supplier<UUID> ids;

    public Locator(Supplier<UUID> ids) {
        this.people = new People(ids);
        this.ids = ids;
    }

    /// Asks for the ordinary case: all of `places` are known. For [#locate].
    public Supplier<Optional<List<Located>>> known(Tx tx, List<Place> places) {
        return KnownChats.find(tx, places);
    }

    /// One answer per place, in their order; `known` is what [#known] said of the same places. Throws
    /// [Unacquainted] where a person's LID comes with another name of theirs that is not known to be theirs.
    public List<Located> locate(Tx tx, List<Place> places, Instant now, Optional<List<Located>> known) {
        try {
            return known.isPresent() ? known.get() : find(tx, places, now);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot find conversations", failure);
        }
    }

    private List<Located> find(Tx tx, List<Place> places, Instant now) throws SQLException {
        List<People.Known> contacts = people.find(tx, places, now);
        List<Chat> chats = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            chats.add(chat(places.get(i), contacts.get(i)));
        }
        Map<Chat, Found> found = lookUp(tx, chats);
        Set<Chat> fresh = new HashSet<>();
        if (found.size() < new HashSet<>(chats).size()) {
            fresh = create(tx, places, contacts, chats, found.keySet(), now);
            found = lookUp(tx, chats);
        }
        List<Located> located = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            People.Known contact = contacts.get(i);
            Found conversation = found.get(chats.get(i));
            if (conversation == null) {
                throw new IllegalStateException("a conversation vanished while it was used");
            }
            located.add(new Located(
                    conversation.id(),
                    contact.id(),
                    conversation.slot(),
                    fresh.remove(chats.get(i)),
                    contact.renamed(),
                    new Parties.Party(place.person(), contact.name(), contact.id()),
                    conversation.business(),
                    conversation.windowUntil(),
                    place.group().map(Parties.Chat::group).orElseGet(() -> Parties.Chat.with(place.person())),
                    contact.optedOut() && place.group().isEmpty()));
        }
        return located;
    }

    private static Chat chat(Place place, People.Known contact) {
        String chat = place.group()
                .map(group -> "group:" + group)
                .orElseGet(() -> "contact:" + contact.id().orElseThrow().value());
        return new Chat(place.tenant(), place.device(), chat);
    }

    private static Map<Chat, Found> lookUp(Tx tx, List<Chat> chats) throws SQLException {
        List<Chat> distinct = chats.stream().distinct().toList();
        Map<Chat, Found> found = new HashMap<>();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT v.tenant_id, v.device_id, v.chat, v.id, v.slot, v.window_until, d.phone
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[]) AS u (tenant_id, device_id, chat)
                  JOIN conversation v
                    ON v.tenant_id = u.tenant_id AND v.device_id = u.device_id AND v.chat = u.chat
                  JOIN device d ON d.tenant_id = v.tenant_id AND d.id = v.device_id
                """)) {
            new Columns(statement)
                    .add("uuid", distinct, chat -> chat.tenant().value())
                    .add("uuid", distinct, chat -> chat.device().value())
                    .add("text", distinct, Chat::chat);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Chat chat = new Chat(
                            new TenantId(Rows.uuid(rows, "tenant_id")),
                            new DeviceId(Rows.uuid(rows, "device_id")),
                            rows.getString("chat"));
                    found.put(
                            chat,
                            new Found(
                                    new ConversationId(Rows.uuid(rows, "id")),
                                    rows.getInt("slot"),
                                    Rows.maybeText(rows, "phone").map(PhoneNumber::new),
                                    Rows.maybeInstant(rows, "window_until")));
                }
            }
        }
        return found;
    }

    private record Fresh(Chat chat, ConversationId id, Optional<UUID> contact) {}

    /// Which of them were made here and not, at the same moment, by somebody else.
    private Set<Chat> create(
            Tx tx, List<Place> places, List<People.Known> contacts, List<Chat> chats, Set<Chat> existing, Instant now)
            throws SQLException {
        Map<Chat, Fresh> missing = new HashMap<>();
        for (int i = 0; i < chats.size(); i++) {
            Chat chat = chats.get(i);
            if (!existing.contains(chat) && !missing.containsKey(chat)) {
                Optional<UUID> contact = places.get(i).group().isPresent()
                        ? Optional.empty()
                        : contacts.get(i).id().map(ContactId::value);
                missing.put(
                        chat, new Fresh(chat, new ConversationId(places.get(i).inHalf(ids.get())), contact));
            }
        }
        List<Fresh> rows = missing.values().stream()
                .sorted(Comparator.comparing(
                                (Fresh fresh) -> fresh.chat().tenant().value())
                        .thenComparing(fresh -> fresh.chat().device().value())
                        .thenComparing(fresh -> fresh.chat().chat()))
                .toList();
        Set<Chat> made = new HashSet<>();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO conversation (tenant_id, id, device_id, contact_id, chat, slot, last_message_at, created_at)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::smallint[],
                                     ?::timestamptz[], ?::timestamptz[])
                ON CONFLICT (tenant_id, device_id, chat) DO NOTHING
                RETURNING tenant_id, device_id, chat
                """)) {
            new Columns(statement)
                    .add("uuid", rows, row -> row.chat().tenant().value())
                    .add("uuid", rows, row -> row.id().value())
                    .add("uuid", rows, row -> row.chat().device().value())
                    .add("uuid", rows, row -> row.contact().orElse(null))
                    .add("text", rows, row -> row.chat().chat())
                    .add("int2", rows, row -> Slots.of(row.id().value()))
                    .add("timestamptz", rows, _ -> now)
                    .add("timestamptz", rows, _ -> now);
            try (ResultSet inserted = statement.executeQuery()) {
                while (inserted.next()) {
                    made.add(new Chat(
                            new TenantId(Rows.uuid(inserted, "tenant_id")),
                            new DeviceId(Rows.uuid(inserted, "device_id")),
                            inserted.getString("chat")));
                }
            }
        }
        return made;
    }
}
