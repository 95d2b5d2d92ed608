package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.PhoneNumber;
import dev.palomar.transport.cloud.CheckReport.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Asks Meta what it knows of a number, and says field by field what is right and what is not. Only reads.
public final class CloudCheck {

    private static final String FIELDS = "id,display_phone_number,verified_name,status,quality_rating,"
            + "code_verification_status,platform_type,throughput,account_mode,name_status,health_status,webhook_configuration";
    private static final String FEW_FIELDS = "id,display_phone_number,verified_name,quality_rating";
    private static final Set<String> RATINGS = Set.of("GREEN", "YELLOW", "RED");
    /// States in which a number cannot send. Meta's list of states is open; others count as usable.
    private static final Set<String> GONE = Set.of("DISCONNECTED", "MIGRATED", "DELETED", "BANNED", "UNVERIFIED");

    /// The code of a number that Meta has not opened for the Cloud API.
    public static final String NOT_REGISTERED = "not-registered";

    private final GraphClient graph;
    private final PlatformApp platform;
    private final Optional<CallbackCheck> callbacks;

    /// Does not ask where Meta delivers to.
    public CloudCheck(GraphClient graph, PlatformApp platform) {
        this(graph, platform, Optional.empty());
    }

    /// `address` is where this hub is reached from outside.
    public CloudCheck(GraphClient graph, PlatformApp platform, URI address) {
        this(graph, platform, Optional.of(new CallbackCheck(address)));
    }

    private CloudCheck(GraphClient graph, PlatformApp platform, Optional<CallbackCheck> callbacks) {
        this.graph = graph;
        this.platform = platform;
        this.callbacks = callbacks;
    }

    /// Never throws for what Meta or the network did. The verify token is not Meta's to judge and not among the
    /// findings.
    public CheckReport check(CloudAccount account) {
        GraphAccess access = CloudTransport.access(graph, account, platform);
        GraphAnswer answer = number(account, access, FIELDS);
        if (answer instanceof GraphAnswer.Refused refused && unknownField(refused)) {
            // a version that lacks one of them refuses all
            answer = number(account, access, FEW_FIELDS);
        }
        return switch (answer) {
            case GraphAnswer.Done done -> found(account, access, done.body());
            case GraphAnswer.Refused refused -> refused(account, refused);
            case GraphAnswer.NotReached away -> away("Meta could not be reached: " + away.why());
            case GraphAnswer.Cut cut -> away("The call to Meta broke: " + cut.why());
            case GraphAnswer.Strange strange ->
                away("Meta's address answered with status " + strange.status()
                        + " and not in Meta's words. Check the base address of the Graph API in the settings.");
        };
    }

    private GraphAnswer number(CloudAccount account, GraphAccess access, String fields) {
        return graph.get(account.phoneNumberId(), Map.of("fields", fields), access);
    }

    /// Meta does not know one of the fields that were asked for.
    static boolean unknownField(GraphAnswer.Refused refused) {
        return Json.string(refused.error(), "code").filter("100"::equals).isPresent()
                && Json.string(refused.error(), "message")
                        .filter(text -> text.contains("nonexisting field"))
                        .isPresent();
    }

    private CheckReport found(CloudAccount account, GraphAccess access, ObjectNode number) {
        List<Finding> findings = new ArrayList<>();
        Verdict standing = standing(number);
        findings.add(numberFinding(number, standing));
        findings.add(new TokenCheck(graph, platform).check(account));
        AccountCheck.Result accounts = new AccountCheck(graph, platform).check(account, access);
        findings.addAll(accounts.findings());
        callbacks.map(check -> check.check(number)).ifPresent(findings::add);
        findings.add(secretFinding(account));
        Verdict verdict = standing instanceof Verdict.Usable usable
                ? new Verdict.Usable(usable.phone(), usable.quality(), accounts.proven())
                : standing;
        return new CheckReport(findings, verdict);
    }

    private static Verdict standing(ObjectNode number) {
        String status = Json.string(number, "status").orElse("");
        if (Json.string(number, "platform_type")
                .filter("NOT_APPLICABLE"::equals)
                .isPresent()) {
            return new Verdict.Broken(
                    NOT_REGISTERED, "The number is not registered with the Cloud API. Register it with its PIN.");
        }
        if (GONE.contains(status)) {
            return new Verdict.Broken(
                    "number-" + status.toLowerCase(java.util.Locale.ROOT),
                    "WhatsApp says that the number is " + status + ". See WhatsApp Manager for how to bring it back.");
        }
        if (status.equals("RESTRICTED")) {
            return new Verdict.Restricted("WhatsApp has restricted the number. See WhatsApp Manager for the reason.");
        }
        return new Verdict.Usable(
                Json.string(number, "display_phone_number").flatMap(PhoneNumber::read),
                Json.string(number, "quality_rating").filter(RATINGS::contains).orElse("UNKNOWN"),
                false);
    }

    private static Finding numberFinding(ObjectNode number, Verdict standing) {
        String name = Json.string(number, "verified_name").orElse("no name yet");
        String digits = Json.string(number, "display_phone_number").orElse("?");
        boolean blocked = Json.child(number, "health_status")
                .flatMap(health -> Json.string(health, "can_send_message"))
                .filter("BLOCKED"::equals)
                .isPresent();
        return switch (standing) {
            case Verdict.Broken broken -> Finding.wrong("phoneNumberId", broken.code(), broken.what());
            case Verdict.Restricted restricted -> Finding.wrong("phoneNumberId", "number-restricted", restricted.why());
            case Verdict.Usable _
            when blocked ->
                Finding.wrong(
                        "phoneNumberId",
                        "number-blocked",
                        "Meta blocks sending from " + digits + " (" + name
                                + "). The account's health in WhatsApp Manager says why.");
            case Verdict.Usable usable ->
                Finding.right(
                        "phoneNumberId", "number-ok", digits + " (" + name + "), quality " + usable.quality() + ".");
            case Verdict.Unreachable away -> Finding.open("phoneNumberId", away.why());
        };
    }

    /// Whether the app whose secret we know is the app that the token, and so the webhooks, belong to.
    private Finding secretFinding(CloudAccount account) {
        if (account.appSecret().isPresent()) {
            return Finding.right("appSecret", "app-secret-ok", "Meta accepts the secret together with the token.");
        }
        if (platform.appSecret().isEmpty()) {
            return Finding.wrong(
                    "appSecret",
                    "app-secret-missing",
                    "Neither the number nor this hub has an app secret, so Meta's webhooks cannot be verified and"
                            + " nothing comes in. Enter the secret of the Meta app (App settings, Basic).");
        }
        GraphAnswer proven =
                number(account, new GraphAccess(account.token(), platform.appSecret(), Optional.of(account)), "id");
        return switch (proven) {
            case GraphAnswer.Done _ -> Finding.right("appSecret", "app-secret-ok", "The token is of this hub's app.");
            case GraphAnswer.Refused refused
            when proofRefused(refused) ->
                Finding.wrong(
                        "appSecret",
                        "app-secret-other",
                        "The token is of another Meta app than this hub's, whose webhooks this hub cannot verify."
                                + " Enter that app's secret, or use a token of this hub's app.");
            case GraphAnswer.Refused _, GraphAnswer.Strange _, GraphAnswer.Cut _, GraphAnswer.NotReached _ ->
                Finding.open("appSecret", "It could not be found out whose app the token is.");
        };
    }

    private static boolean proofRefused(GraphAnswer.Refused refused) {
        return Json.string(refused.error(), "message")
                .filter(text -> text.contains("appsecret_proof"))
                .isPresent();
    }

    private CheckReport refused(CloudAccount account, GraphAnswer.Refused refused) {
        MetaCodes.Code code = MetaCodes.get().of(refused.error());
        String said = MetaCodes.get().told(refused.error()).message();
        if (proofRefused(refused)) {
            String what = account.appSecret().isPresent()
                    ? "The app secret is not that of the app the token belongs to. Copy it again from App settings,"
                            + " Basic."
                    : "The token is of another Meta app than this hub's. Enter that app's secret.";
            return broken("appSecret", "app-secret", what);
        }
        boolean unknownObject = code.code().equals("100") || code.code().equals("33");
        if (unknownObject) {
            return broken(
                    "phoneNumberId",
                    "phone-number-id",
                    "Meta knows no such number, or the token may not see it. Copy the phone number id (not the number)"
                            + " from WhatsApp Manager, and give the token's user access to the business account.");
        }
        return switch (code.then()) {
            case RESTRICTED ->
                new CheckReport(
                        List.of(Finding.wrong("phoneNumberId", "number-restricted", code.explanation())),
                        new Verdict.Restricted(code.explanation()));
            case AGAIN, LIMIT, PAIR -> away(code.explanation());
            case ACCOUNT, REFUSED -> broken("accessToken", code.code(), code.explanation() + " (" + said + ")");
        };
    }

    private static CheckReport broken(String field, String code, String what) {
        return new CheckReport(List.of(Finding.wrong(field, word(field, code), what)), new Verdict.Broken(code, what));
    }

    /// Meta's numbers say little; what is wrong with a field is told by a word.
    private static String word(String field, String code) {
        return switch (field) {
            case "accessToken" -> code.equals("190") || code.equals("0") ? "token-refused" : "permission-missing";
            case "appSecret" -> "app-secret-other";
            default -> "number-unknown";
        };
    }

    private static CheckReport away(String why) {
        return new CheckReport(
                List.of(Finding.open("accessToken", why), Finding.open("phoneNumberId", why)),
                new Verdict.Unreachable(why));
    }
}
