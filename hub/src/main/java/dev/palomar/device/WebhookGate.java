package dev.palomar.device;

import dev.palomar.database.Database;
import dev.palomar.model.Secret;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.cloud.PlatformApp;
import dev.palomar.transport.cloud.webhook.Addressee;
import dev.palomar.transport.cloud.webhook.CloudWebhook;
import dev.palomar.transport.cloud.webhook.Parsed;
import dev.palomar.transport.cloud.webhook.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Decides which updates of a webhook body are genuine, and whose they are.
///
/// A body is signed with the secret of one Meta app. The platform's app speaks for every number that uses it; a number
/// with an app of its own is spoken for by that app alone, so that no tenant's app can put words into another tenant's
/// mouth. A number is somebody's once Meta has confirmed it to that device's token; before that only the device's own
/// app can speak for it.
public final class WebhookGate {

    /// What may go in.
    public sealed interface Passage {

        /// Signed by an app we know. Updates that nobody here may have are counted and left out.
        record Open(List<Arrival> arrivals, Tally tally) implements Passage {}

        /// Genuine, but Meta was not heard yet on whose it is. Nothing was taken; it is to be delivered again.
        record Early(String why) implements Passage {}

        /// Nobody we know signed it: nothing of it is believed.
        record Shut(String why) implements Passage {}
    }

    /// What was left out of a body.
    ///
    /// @param unknown   for numbers or accounts that no device here has
    /// @param foreign   for numbers that the app which signed does not speak for
    /// @param stopped   for devices that a person disconnected
    public record Tally(int unknown, int foreign, int stopped) {}

    /// More apps than this do not share a body; it limits what an unsigned body can make us compute.
    private static final int MOST_SECRETS = 8;

    private final Database database;
    private final CloudRoutes routes;
    private final CloudNumbers numbers;
    private final PlatformApp platform;
    private final InstantSource clock;

    public WebhookGate(
            Database database, CloudRoutes routes, CloudNumbers numbers, PlatformApp platform, InstantSource clock) {
        this.database = database;
        this.routes = routes;
        this.numbers = numbers;
        this.platform = platform;
        this.clock = clock;
    }

    /// What to answer Meta's handshake with; empty when it must be refused. The platform's verify token counts at every
    /// address, a device's at its own (`path`) and at the one that all share.
    public Optional<String> handshake(Optional<DeviceId> path, String mode, String verifyToken, String challenge) {
        boolean known = mode.equals("subscribe")
                && (same(platform.verifyToken(), verifyToken)
                        || path
                                .map(device ->
                                        numbers.verifyToken(device).stream().toList())
                                .orElseGet(routes::verifyTokens)
                                .stream()
                                .anyMatch(token -> same(Optional.of(token), verifyToken)));
        return known ? Optional.of(challenge) : Optional.empty();
    }

    /// `path` is the device in the address: a hint where to look for the secret, and no authority. `signature` is the
    /// header `X-Hub-Signature-256`. Throws [dev.palomar.model.Rejection.Malformed] when the body is not a JSON
    /// object.
    public Passage open(Optional<DeviceId> path, byte[] body, Optional<String> signature) {
        Optional<WebhookSignature> claimed = signature.flatMap(WebhookSignature::read);
        if (claimed.isEmpty()) {
            return new Passage.Shut("X-Hub-Signature-256 is missing or has another form than sha256=<hex>");
        }
        Signers signers = new Signers(claimed.get(), body);
        boolean byPlatform = platform.appSecret().filter(signers::signed).isPresent();
        boolean byDevice = !byPlatform
                && path.flatMap(routes::appSecret).filter(signers::signed).isPresent();
        List<Parsed> updates = CloudWebhook.parse(body);
        if (!byPlatform && !byDevice && !signedByOneOf(updates, signers) && !strangersOfAnApp(updates, signers)) {
            return new Passage.Shut("no app that this hub knows signed the body");
        }
        return sort(updates, signers, byPlatform);
    }

    /// Looks at a few of those the body is meant for: nobody unknown makes us look up thousands.
    private boolean signedByOneOf(List<Parsed> updates, Signers signers) {
        return updates.stream()
                .map(Parsed::to)
                .distinct()
                .limit(MOST_SECRETS)
                .flatMap(to -> candidates(to).stream())
                .anyMatch(route -> route.appSecret().filter(signers::signed).isPresent());
    }

    /// Whether all of it is for numbers that nobody here has, and an app of one that somebody has signed
    /// it: another number of the same company, which Meta sends to the same address. Nothing of it goes in.
    private boolean strangersOfAnApp(List<Parsed> updates, Signers signers) {
        boolean strangers = updates.stream()
                .map(Parsed::to)
                .distinct()
                .limit(MOST_SECRETS)
                .allMatch(to ->
                        to instanceof Addressee.BusinessNumber && candidates(to).isEmpty());
        return strangers && routes.newestAppSecrets(MOST_SECRETS).stream().anyMatch(signers::signed);
    }

    private Passage sort(List<Parsed> updates, Signers signers, boolean byPlatform) {
        List<Arrival> arrivals = new ArrayList<>();
        Map<String, Integer> unknown = new TreeMap<>();
        int strange = 0;
        int foreign = 0;
        int stopped = 0;
        for (Parsed update : updates) {
            List<CloudRoute> candidates = candidates(update.to());
            if (candidates.isEmpty()) {
                unknown.merge(name(update.to()), 1, Integer::sum);
                strange++;
            }
            for (CloudRoute route : candidates) {
                boolean spokenFor = route.appSecret().isPresent()
                        ? signers.signed(route.appSecret().get())
                        : byPlatform && route.phone().isPresent();
                if (!spokenFor && byPlatform && route.awaited() && route.connected()) {
                    return new Passage.Early("it is not known yet whose number " + name(update.to()) + " is");
                }
                if (!spokenFor) {
                    foreign++;
                } else if (!route.connected()) {
                    stopped++;
                } else {
                    arrivals.add(new Arrival(route.tenant(), route.device(), update.signal()));
                }
            }
        }
        if (byPlatform) {
            // what a tenant's own app says of numbers we do not have fills no table of ours
            count(unknown);
        }
        return new Passage.Open(arrivals, new Tally(strange, foreign, stopped));
    }

    /// For an account: of each tenant the device whose number is named, else the oldest.
    private List<CloudRoute> candidates(Addressee to) {
        return switch (to) {
            case Addressee.BusinessNumber(String phoneNumberId) ->
                routes.byPhoneNumberId(phoneNumberId).stream().toList();
            case Addressee.BusinessAccount(String account, Optional<String> phone) -> {
                Map<TenantId, CloudRoute> chosen = new LinkedHashMap<>();
                for (CloudRoute route : routes.byBusinessAccountId(account)) {
                    boolean named = phone.isPresent()
                            && route.phone()
                                    .filter(ours -> ours.digits().equals(digits(phone.get())))
                                    .isPresent();
                    if (named) {
                        chosen.put(route.tenant(), route);
                    } else {
                        chosen.putIfAbsent(route.tenant(), route);
                    }
                }
                yield List.copyOf(chosen.values());
            }
            case Addressee.Nobody _ -> List.of();
        };
    }

    private static String digits(String phone) {
        return phone.chars()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String name(Addressee to) {
        String id = switch (to) {
            case Addressee.BusinessNumber(String phoneNumberId) -> phoneNumberId;
            case Addressee.BusinessAccount(String account, var _) -> "account:" + account;
            case Addressee.Nobody _ -> "nobody";
        };
        return dev.palomar.model.PlainText.line(id, 100);
    }

    private void count(Map<String, Integer> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        Timestamp now = Timestamp.from(clock.instant());
        database.worker(tx -> {
            unknown.forEach((id, updates) -> tx.update("""
                            INSERT INTO unknown_number (phone_number_id, updates, first_at, last_at)
                            VALUES (:id, :updates, :now, :now)
                            ON CONFLICT (phone_number_id) DO UPDATE
                               SET updates = unknown_number.updates + excluded.updates, last_at = excluded.last_at
                            """)
                    .bind("id", id)
                    .bind("updates", updates)
                    .bind("now", now)
                    .execute());
            return unknown;
        });
    }

    private static boolean same(Optional<Secret> ours, String theirs) {
        return ours.filter(secret -> MessageDigest.isEqual(
                        secret.reveal().getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    /// Which secrets one body was signed with; each is tried once.
    private static final class Signers {

        private final WebhookSignature claimed;
        private final byte[] body;
        private final Map<Secret, Boolean> tried = new HashMap<>();

        Signers(WebhookSignature claimed, byte[] body) {
            this.claimed = claimed;
            this.body = body;
        }

        boolean signed(Secret secret) {
            Boolean known = tried.get(secret);
            if (known != null) {
                return known;
            }
            if (tried.size() >= 2 * MOST_SECRETS + 2) {
                return false;
            }
            boolean signed = claimed.matches(body, secret);
            tried.put(secret, signed);
            return signed;
        }
    }
}
