package dev.palomar.api.page;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Parameters;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.connection.Landing;
import dev.palomar.connection.Signup;
import dev.palomar.connection.Signups;
import dev.palomar.model.Json;
import dev.palomar.model.Payload;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.tenant.audit.Author;
import dev.palomar.tenant.audit.Deed;
import java.util.List;
import java.util.Optional;

/// What a person sees of Embedded Signup on this side: the way into Meta's dialog by a link that was passed on,
/// and the page on which they land when they come back.
public final class SignupPages implements Resource {

    private static final int LONGEST_CODE = 4_096;

    private final Signups signups;
    private final SignupCookie cookie;
    private final Files files;
    private final Audit audit;

    public SignupPages(Signups signups, SignupCookie cookie, Files files, Audit audit) {
        this.signups = signups;
        this.cookie = cookie;
        this.files = files;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/oauth/meta/start", Access.strangers(), this::start),
                Route.get("/oauth/meta/callback", Access.strangers(), this::callback),
                Route.get(
                        "/oauth/meta/page.css",
                        Access.everybody(),
                        call -> files.answer(call, "signup/page.css", Files.REVALIDATE)));
    }

    private Answer start(Call call) {
        String state = call.parameters().text("state", 200).orElse("");
        Optional<Signups.Begun> begun = signups.open(state, cookie.of(call));
        if (begun.isEmpty()) {
            return page(call, new Landing.BadLink());
        }
        Answer redirect = Answer.of(302, "", Payload.EMPTY)
                .with("Location", begun.get().link().toString());
        return cookie.set(redirect, begun.get().browser().orElseThrow());
    }

    /// What Meta adds of its own is left alone.
    private Answer callback(Call call) {
        Parameters query = call.parameters();
        Signups.Back back = new Signups.Back(
                query.text("state", 200),
                query.text("code", LONGEST_CODE),
                query.text("error", 200).or(() -> query.text("error_code", 200)),
                query.text("error_description", 1_000).or(() -> query.text("error_message", 1_000)));
        Landing landing = signups.complete(back, cookie.of(call));
        note(call, landing);
        return page(call, landing);
    }

    private void note(Call call, Landing landing) {
        switch (landing) {
            case Landing.Connected(Signup signup) -> note(call, signup, "connection.signedUp");
            case Landing.UnderWay(Signup signup) -> note(call, signup, "connection.signupUnderWay");
            case Landing.Failed failed -> note(call, failed.signup(), "connection.signupFailed");
            case Landing.Declined _, Landing.BadLink _, Landing.OtherBrowser _ -> {}
        }
    }

    private void note(Call call, Signup signup, String action) {
        audit.record(
                signup.tenant(),
                Author.SYSTEM.from(call.address(), call.requestId()),
                Deed.of(
                        action,
                        signup.id(),
                        Json.object()
                                .put("problem", signup.problem().orElse(null))
                                .put("numbers", signup.outcome().numbers().size())));
    }

    private static Answer page(Call call, Landing landing) {
        return Answer.of(status(landing), "text/html; charset=utf-8", Payload.of(SignupPage.of(call, landing)))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
                                + " frame-ancestors 'none'");
    }

    private static int status(Landing landing) {
        return switch (landing) {
            case Landing.Connected _, Landing.Declined _ -> 200;
            case Landing.UnderWay _ -> 202;
            case Landing.OtherBrowser _ -> 403;
            case Landing.BadLink _ -> 410;
            case Landing.Failed failed ->
                switch (failed.problem()) {
                    case "code-refused", "token-refused", "meta-away" -> 502;
                    default -> 422;
                };
        };
    }
}
