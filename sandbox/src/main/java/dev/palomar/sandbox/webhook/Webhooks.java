package dev.palomar.sandbox.webhook;

import dev.palomar.sandbox.network.Account;
import dev.palomar.sandbox.network.App;
import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Callback;
import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.wire.CallLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Tells the subscribed apps what happened. For messages the number's callback goes before the account's, and
/// that before the app's; every other field goes to the app's callback.
public final class Webhooks implements AutoCloseable {

    /// Fields that follow the overrides of number and account.
    private static final Set<String> OVERRIDDEN = Set.of(
            "messages", "calls", "smb_message_echoes", "smb_app_state_sync", "history", "group_lifecycle_update");

    private static final int LARGEST_BATCH = 1_000;

    private final Network network;
    private final Post post;
    private final Map<Post.Address, Courier> couriers = new HashMap<>();

    public Webhooks(Network network, CallLog log) {
        this.network = network;
        this.post = new Post(network.clock(), network.agenda(), log);
    }

    /// Tells something about a number.
    ///
    /// @param received runs after a receiver answered 200
    public void publish(BusinessNumber number, String field, ObjectNode value, Runnable received) {
        List<String> places =
                List.of(number.id(), number.account().id(), number.phone().e164(), field);
        long time = field.equals("messages") ? 0 : network.now().getEpochSecond();
        publish(
                number.account(),
                Optional.of(number),
                new Update(number.account().id(), field, value, places, time, received));
    }

    /// Tells something about an account as a whole.
    public void publish(Account account, String entryId, String field, ObjectNode value) {
        List<String> places = List.of(account.id(), entryId, field);
        publish(
                account,
                Optional.empty(),
                new Update(entryId, field, value, places, network.now().getEpochSecond(), () -> {}));
    }

    /// Tells one app something that concerns no account of its own yet, such as a customer who came by a
    /// signup.
    public void publish(App app, String entryId, String field, ObjectNode value) {
        Update update = new Update(
                entryId, field, value, List.of(entryId, field), network.now().getEpochSecond(), () -> {});
        app.callback()
                .filter(_ -> app.wants(field))
                .ifPresent(to -> hand(new Post.Address(to.url(), app.secret()), update));
    }

    /// Whether the receiver passes Meta's handshake. Blocks; do not hold the network meanwhile.
    public boolean handshake(Callback callback) {
        return post.handshake(
                callback.url(), callback.verifyToken(), network.ids().number(10));
    }

    /// Where messages of this number go, and how they are signed; empty when nobody listens.
    public Optional<Route> route(BusinessNumber number) {
        return number.account().subscribers().keySet().stream()
                .flatMap(appId -> network.app(appId).stream())
                .flatMap(app -> callback(app, number.account(), Optional.of(number), "messages").stream()
                        .map(to -> new Route(new Post.Address(to.url(), app.secret()))))
                .findFirst();
    }

    /// A way to a receiver that is used beside the ordinary one.
    public final class Route {

        private final Post.Address address;

        Route(Post.Address address) {
            this.address = address;
        }

        /// Posts one signed body now, without a second chance; true when the receiver answered 200.
        public boolean post(List<Update> updates) {
            return post.call(address, Envelope.of(updates));
        }
    }

    /// Forgets what waits to be posted.
    public void reset() {
        post.reset();
        couriers.values().forEach(Courier::close);
        couriers.clear();
    }

    @Override
    public void close() {
        reset();
    }

    private void publish(Account account, Optional<BusinessNumber> number, Update update) {
        account.subscribers().keySet().stream()
                .flatMap(appId -> network.app(appId).stream())
                .filter(app -> app.wants(update.field()) || app.callback().isEmpty())
                .forEach(app -> callback(app, account, number, update.field())
                        .ifPresent(to -> hand(new Post.Address(to.url(), app.secret()), update)));
    }

    private Optional<Callback> callback(App app, Account account, Optional<BusinessNumber> number, String field) {
        if (!OVERRIDDEN.contains(field)) {
            return app.callback();
        }
        return number.flatMap(n -> Optional.ofNullable(n.overrides().get(app.id())))
                .or(() -> account.subscribers().getOrDefault(app.id(), Optional.empty()))
                .or(app::callback);
    }

    private void hand(Post.Address address, Update update) {
        Optional<Fault> late = network.faults()
                .take(Fault.Kind.WEBHOOK_DELAY, update.places())
                .or(() -> network.faults().take(Fault.Kind.WEBHOOK_REORDER, update.places()));
        boolean twice = network.faults()
                .take(Fault.Kind.WEBHOOK_DUPLICATE, update.places())
                .isPresent();
        if (late.isPresent()) {
            later(address, update, wait(late.get()));
        } else {
            couriers.computeIfAbsent(address, to -> new Courier(post, to, LARGEST_BATCH))
                    .hand(update);
        }
        if (twice) {
            later(address, update, Duration.ofMillis(200));
        }
    }

    private void later(Post.Address address, Update update, Duration wait) {
        network.agenda().in(wait, () -> Thread.ofVirtual().start(() -> post.deliver(address, List.of(update))));
    }

    /// How late: as long as was said, or, to change the order, anything up to a second (or what was said).
    private Duration wait(Fault late) {
        Duration most = late.time().orElse(Duration.ofSeconds(1));
        return late.kind() == Fault.Kind.WEBHOOK_DELAY
                ? most
                : Duration.ofMillis(network.ids().random().nextLong(Math.max(1, most.toMillis())));
    }
}
