package dev.palomar.tenant.audit;

import dev.palomar.model.id.ApiKeyId;
import dev.palomar.model.id.PersonId;
import dev.palomar.model.id.VisitId;
import java.util.Optional;

/// Who does something, and on which request. `visit`: a superadmin does it in a company that is not theirs.
public record Author(
        Kind kind,
        Optional<String> id,
        Optional<String> name,
        Optional<String> address,
        Optional<String> requestId,
        Optional<VisitId> visit) {

    /// At home.
    public Author(
            Kind kind,
            Optional<String> id,
            Optional<String> name,
            Optional<String> address,
            Optional<String> requestId) {
        this(kind, id, name, address, requestId, Optional.empty());
    }

    /// What kind of caller it is.
    public enum Kind {
        USER("user"),
        API_KEY("apiKey"),
        SYSTEM("system");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Kind read(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalStateException("unknown kind of author " + word);
        }
    }

    /// The hub itself, or somebody who is not known yet.
    public static final Author SYSTEM =
            new Author(Kind.SYSTEM, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Author person(PersonId id, String name) {
        return new Author(Kind.USER, Optional.of(id.text()), Optional.of(name), Optional.empty(), Optional.empty());
    }

    public static Author program(ApiKeyId id, String name) {
        return new Author(Kind.API_KEY, Optional.of(id.text()), Optional.of(name), Optional.empty(), Optional.empty());
    }

    /// The same author during a visit.
    public Author visiting(VisitId during) {
        return new Author(kind, id, name, address, requestId, Optional.of(during));
    }

    /// The same author on a request from a network address.
    public Author from(String address, String requestId) {
        return new Author(kind, id, name, Optional.of(address), Optional.of(requestId), visit);
    }
}
