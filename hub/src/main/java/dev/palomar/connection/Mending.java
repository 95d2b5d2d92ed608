package dev.palomar.connection;

import dev.palomar.device.CloudNumbers;
import dev.palomar.device.CloudStanding;
import dev.palomar.model.Secret;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudCheck;
import dev.palomar.transport.cloud.CloudSignup;
import dev.palomar.transport.cloud.Finding;
import dev.palomar.transport.cloud.PlatformApp;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Mends at Meta what a program can mend. Tokens and permissions are a person's to give.
final class Mending {

    /// Findings that can be mended here.
    static final Set<String> MENDABLE = Set.of(
            "subscription-missing",
            "subscription-other-app",
            "override-number-elsewhere",
            "override-account-elsewhere",
            "callback-elsewhere",
            "callback-missing",
            CloudCheck.NOT_REGISTERED);

    private final CloudNumbers numbers;
    private final CloudSignup meta;
    private final PlatformApp platform;
    private final URI hub;

    /// `hub` is where this hub is reached from outside.
    Mending(CloudNumbers numbers, CloudSignup meta, PlatformApp platform, URI hub) {
        this.numbers = numbers;
        this.meta = meta;
        this.platform = platform;
        this.hub = hub;
    }

    /// `pin` is that of two-step verification, where somebody knows it.
    List<Mended> mend(TenantId tenant, CloudStanding number, Optional<Secret> pin) {
        List<Mended> done = new ArrayList<>();
        for (Finding finding : number.findings()) {
            if (MENDABLE.contains(finding.code())) {
                done.add(mend(tenant, number, finding.code(), pin));
            }
        }
        return done;
    }

    private Mended mend(TenantId tenant, CloudStanding number, String code, Optional<Secret> pin) {
        CloudAccount account = numbers.of(tenant, number.device());
        return switch (code) {
            case CloudCheck.NOT_REGISTERED -> register(tenant, number, account, pin);
            case "override-number-elsewhere" ->
                told(
                        number,
                        code,
                        meta.redirect(account.phoneNumberId(), account.token(), Optional.empty()),
                        "The number's own address was taken away.");
            case "subscription-missing", "subscription-other-app" ->
                withAccount(number, code, account, Optional.empty(), "The app listens to the business account now.");
            default -> redirect(number, code, account);
        };
    }

    /// Meta delivers what comes for the account here, whatever the app's own address is.
    private Mended redirect(CloudStanding number, String code, CloudAccount account) {
        Optional<Secret> word = number.ownWord() ? numbers.verifyToken(number.device()) : platform.verifyToken();
        if (word.isEmpty()) {
            return new Mended(
                    number.device(),
                    code,
                    false,
                    "Meta asks for a verify token when it is told where to deliver. Enter one for the number, or set"
                            + " PALOMAR_META_VERIFY_TOKEN.");
        }
        String path = number.ownApp() || number.ownWord()
                ? "/webhooks/meta/whatsapp/" + number.device().text()
                : "/webhooks/meta/whatsapp";
        CloudSignup.Callback here = new CloudSignup.Callback(URI.create(hub + path), word.get());
        return withAccount(
                number, code, account, Optional.of(here), "Meta delivers what comes for the account here now.");
    }

    private Mended withAccount(
            CloudStanding number, String code, CloudAccount account, Optional<CloudSignup.Callback> to, String done) {
        if (account.businessAccountId().isEmpty()) {
            return new Mended(number.device(), code, false, "The number's business account is not known.");
        }
        return told(number, code, meta.subscribe(account.businessAccountId().get(), account.token(), to), done);
    }

    private Mended register(TenantId tenant, CloudStanding number, CloudAccount account, Optional<Secret> given) {
        Optional<Secret> pin = given.or(() -> numbers.pin(tenant, number.device()));
        if (pin.isEmpty()) {
            return new Mended(
                    number.device(),
                    CloudCheck.NOT_REGISTERED,
                    false,
                    "Say which PIN: that of the number's two-step verification, or six digits that it shall be.");
        }
        Asked<Boolean> answer = meta.register(
                account.phoneNumberId(), account.token(), pin.get().reveal());
        if (answer instanceof Asked.Got<Boolean>) {
            numbers.keepPin(tenant, number.device(), pin.get());
        }
        return told(number, CloudCheck.NOT_REGISTERED, answer, "The number is registered with the Cloud API now.");
    }

    private static Mended told(CloudStanding number, String code, Asked<Boolean> answer, String done) {
        return switch (answer) {
            case Asked.Got<Boolean> _ -> new Mended(number.device(), code, true, done);
            case Asked.Refused<Boolean> refused -> new Mended(number.device(), code, false, refused.why());
            case Asked.NotNow<Boolean> later -> new Mended(number.device(), code, false, later.why());
        };
    }
}
