package dev.palomar.sandbox.network;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// An app registered at Meta: who signs webhooks, and where they go unless somebody overrides it.
public final class App {

    private final String id;
    private final String secret;
    private final String name;
    private final Set<String> fields = new LinkedHashSet<>();
    private Optional<Callback> callback = Optional.empty();

    App(String id, String secret, String name) {
        this.id = id;
        this.secret = secret;
        this.name = name;
    }

    public String id() {
        return id;
    }

    public String secret() {
        return secret;
    }

    public String name() {
        return name;
    }

    public Optional<Callback> callback() {
        return callback;
    }

    /// The webhook fields the app subscribed to; `*` stands for all of them.
    public Set<String> fields() {
        return Set.copyOf(fields);
    }

    public void subscribe(Callback to, Set<String> wanted) {
        callback = Optional.of(to);
        fields.clear();
        fields.addAll(wanted);
    }

    public void unsubscribe() {
        callback = Optional.empty();
        fields.clear();
    }

    public boolean wants(String field) {
        return fields.contains("*") || fields.contains(field);
    }
}
