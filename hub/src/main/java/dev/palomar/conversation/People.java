package dev.palomar.conversation;

import dev.palomar.database.Columns;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Identity;
import dev.palomar.model.PlainText;
import dev.palomar.model.id.ContactId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Finds the contacts behind identities, and makes those that are new. Works on a whole batch with a few statements;
/// rows are written in one order everywhere, so that two batches cannot wait for each other.
final class People {

    /// @param renamed   the name on record was another one until now
    /// @param id        empty where nobody is meant but a group
    /// @param optedOut  wants no advertising
    record Known(Optional<ContactId> id, Optional<String> name, boolean renamed, boolean optedOut) {

        static final Known NOBODY = new Known(Optional.empty(), Optional.empty(), false, false);
    }

    private record Key(TenantId tenant, String key) {}

    /// @param nameKept  the company calls the person so, whatever WhatsApp says
    private record Found(ContactId id, Optional<String> name, boolean nameKept, boolean optedOut) {}

    private record Claim(Key key, ContactId contact) {}

    private record Name(TenantId tenant, ContactId contact, String name, Optional<String> username) {}

    private final Supplier<UUID> ids;

    People(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /// One answer per place, in their order. Throws [Unacquainted].
    List<Known> find(Tx tx, List<Place> places, Instant now) throws SQLException {
        Map<Key, Found> byKey = lookUp(tx, places);
        checkAcquainted(places, byKey);
        List<Claim> missing = missing(places, byKey);
        if (!missing.isEmpty()) {
            create(tx, missing, places, now);
            byKey = lookUp(tx, places);
        }
        List<Known> known = new ArrayList<>(places.size());
        Map<ContactId, Name> renamed = new LinkedHashMap<>();
        for (Place place : places) {
            if (place.person().equals(Identity.NOBODY)) {
                known.add(Known.NOBODY);
                continue;
            }
            Found found = first(place, byKey);
            Optional<String> name =
                    place.name().map(given -> PlainText.line(given, 200)).filter(given -> !given.isEmpty());
            if (found.nameKept()) {
                name = found.name();
            }
            boolean changed = name.isPresent() && !name.equals(found.name()) && !renamed.containsKey(found.id());
            if (changed) {
                renamed.put(
                        found.id(),
                        new Name(
                                place.tenant(),
                                found.id(),
                                name.get(),
                                place.person().username()));
            }
            known.add(new Known(
                    Optional.of(found.id()),
                    name.or(found::name),
                    changed && found.name().isPresent(),
                    found.optedOut()));
        }
        rename(tx, renamed, now);
        return known;
    }

    /// A LID is for ever one account's and a number is not, nor is a user id: whether they are one person's takes more
    /// than a look.
    private static void checkAcquainted(List<Place> places, Map<Key, Found> byKey) {
        List<Acquaintances.Fact> unclear = new ArrayList<>();
        for (Place place : places) {
            if (place.person().keys().size() > 1) {
                Set<ContactId> contacts = new HashSet<>();
                int found = 0;
                for (String key : place.person().keys()) {
                    Found known = byKey.get(new Key(place.tenant(), key));
                    if (known != null) {
                        contacts.add(known.id());
                        found++;
                    }
                }
                if (found > 0
                        && (contacts.size() > 1 || found < place.person().keys().size())) {
                    unclear.add(new Acquaintances.Fact(place.tenant(), place.person(), place.name()));
                }
            }
        }
        if (!unclear.isEmpty()) {
            throw new Unacquainted(unclear.stream().distinct().toList());
        }
    }

    private static Found first(Place place, Map<Key, Found> byKey) {
        for (String key : place.person().keys()) {
            Found found = byKey.get(new Key(place.tenant(), key));
            if (found != null) {
                return found;
            }
        }
        throw new IllegalStateException("a contact vanished while it was used");
    }

    private static Map<Key, Found> lookUp(Tx tx, List<Place> places) throws SQLException {
        List<Key> keys = places.stream()
                .flatMap(place -> place.person().keys().stream().map(key -> new Key(place.tenant(), key)))
                .distinct()
                .toList();
        Map<Key, Found> found = new HashMap<>();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                SELECT i.tenant_id, i.key, i.contact_id, c.name, c.name_kept, c.opted_out_at IS NOT NULL AS opted_out
                  FROM unnest(?::uuid[], ?::text[]) AS u (tenant_id, key)
                  JOIN contact_identity i ON i.tenant_id = u.tenant_id AND i.key = u.key
                  JOIN contact c ON c.tenant_id = i.tenant_id AND c.id = i.contact_id
                """)) {
            new Columns(statement)
                    .add("uuid", keys, key -> key.tenant().value())
                    .add("text", keys, Key::key);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            new Key(new TenantId(Rows.uuid(rows, "tenant_id")), rows.getString("key")),
                            new Found(
                                    new ContactId(Rows.uuid(rows, "contact_id")),
                                    Rows.maybeText(rows, "name"),
                                    rows.getBoolean("name_kept"),
                                    rows.getBoolean("opted_out")));
                }
            }
        }
        return found;
    }

    /// Names nobody has yet: they go to the contact that another name of the same person leads to, else to a new one.
    private List<Claim> missing(List<Place> places, Map<Key, Found> byKey) {
        Map<Key, ContactId> claimed = new HashMap<>();
        List<Claim> claims = new ArrayList<>();
        for (Place place : places) {
            List<Key> keys = place.person().keys().stream()
                    .map(key -> new Key(place.tenant(), key))
                    .toList();
            List<Key> unknown = keys.stream()
                    .filter(key -> !byKey.containsKey(key) && !claimed.containsKey(key))
                    .toList();
            if (unknown.isEmpty()) {
                continue;
            }
            ContactId contact = keys.stream()
                    .flatMap(
                            key -> Optional.ofNullable(byKey.get(key))
                                    .map(Found::id)
                                    .or(() -> Optional.ofNullable(claimed.get(key)))
                                    .stream())
                    .findFirst()
                    .orElseGet(() -> new ContactId(ids.get()));
            for (Key key : unknown) {
                claimed.put(key, contact);
                claims.add(new Claim(key, contact));
            }
        }
        claims.sort(Comparator.comparing((Claim claim) -> claim.key().tenant().value())
                .thenComparing(claim -> claim.key().key()));
        return claims;
    }

    private static void create(Tx tx, List<Claim> claims, List<Place> places, Instant now) throws SQLException {
        Map<Key, Place> whose = new HashMap<>();
        for (Place place : places) {
            place.person().keys().forEach(key -> whose.putIfAbsent(new Key(place.tenant(), key), place));
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO contact (tenant_id, id, name, username, username_since, created_at, updated_at)
                SELECT DISTINCT ON (u.tenant_id, u.id) u.tenant_id, u.id, u.name, u.username,
                       CASE WHEN u.username IS NOT NULL THEN u.at END, u.at, u.at
                  FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                       AS u (tenant_id, id, name, username, at)
                ON CONFLICT (tenant_id, id) DO NOTHING
                """)) {
            new Columns(statement)
                    .add("uuid", claims, claim -> claim.key().tenant().value())
                    .add("uuid", claims, claim -> claim.contact().value())
                    .add("text", claims, claim -> nameOf(whose.get(claim.key())))
                    .add("text", claims, claim -> usernameOf(whose.get(claim.key())))
                    .add("timestamptz", claims, _ -> now);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO contact_identity (tenant_id, key, contact_id, since)
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::timestamptz[])
                ON CONFLICT (tenant_id, key) DO NOTHING
                """)) {
            new Columns(statement)
                    .add("uuid", claims, claim -> claim.key().tenant().value())
                    .add("text", claims, claim -> claim.key().key())
                    .add("uuid", claims, claim -> claim.contact().value())
                    .add("timestamptz", claims, _ -> now);
            if (statement.executeUpdate() < claims.size()) {
                dropOrphans(tx, claims);
            }
        }
    }

    /// Somebody else made the same contact at the same moment: theirs stays.
    private static void dropOrphans(Tx tx, List<Claim> claims) throws SQLException {
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                DELETE FROM contact c
                 USING unnest(?::uuid[], ?::uuid[]) AS u (tenant_id, id)
                 WHERE c.tenant_id = u.tenant_id AND c.id = u.id
                   AND NOT EXISTS (SELECT FROM contact_identity i WHERE i.tenant_id = c.tenant_id AND i.contact_id = c.id)
                   AND NOT EXISTS (SELECT FROM conversation v WHERE v.tenant_id = c.tenant_id AND v.contact_id = c.id)
                """)) {
            new Columns(statement)
                    .add("uuid", claims, claim -> claim.key().tenant().value())
                    .add("uuid", claims, claim -> claim.contact().value());
            statement.executeUpdate();
        }
    }

    private static void rename(Tx tx, Map<ContactId, Name> renamed, Instant now) throws SQLException {
        if (renamed.isEmpty()) {
            return;
        }
        List<Name> names = renamed.values().stream()
                .sorted(Comparator.comparing((Name name) -> name.contact().value()))
                .toList();
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                WITH told AS (
                    SELECT u.*, u.username IS NOT NULL AND u.username IS DISTINCT FROM c.username AS other,
                           c.username AS former, c.username_since AS since
                      FROM unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::timestamptz[])
                           AS u (tenant_id, id, name, username, at)
                      JOIN contact c ON c.tenant_id = u.tenant_id AND c.id = u.id
                ), kept AS (
                    INSERT INTO former_identity (tenant_id, contact_id, key, since, until)
                    SELECT tenant_id, id, 'name:' || former, since, at FROM told WHERE other AND former IS NOT NULL
                    ON CONFLICT DO NOTHING
                )
                UPDATE contact c
                   SET name = t.name, username = coalesce(t.username, c.username),
                       username_since = CASE WHEN t.other THEN t.at ELSE c.username_since END, updated_at = t.at
                  FROM told t
                 WHERE c.tenant_id = t.tenant_id AND c.id = t.id
                """)) {
            new Columns(statement)
                    .add("uuid", names, name -> name.tenant().value())
                    .add("uuid", names, name -> name.contact().value())
                    .add("text", names, Name::name)
                    .add("text", names, name -> name.username().orElse(null))
                    .add("timestamptz", names, _ -> now);
            statement.executeUpdate();
        }
    }

    private static @org.jspecify.annotations.Nullable String nameOf(@org.jspecify.annotations.Nullable Place place) {
        return place == null
                ? null
                : place.name().map(name -> PlainText.line(name, 200)).orElse(null);
    }

    private static @org.jspecify.annotations.Nullable String usernameOf(
            @org.jspecify.annotations.Nullable Place place) {
        return place == null
                ? null
                : place.person().username().map(PlainText::clean).orElse(null);
    }
}
