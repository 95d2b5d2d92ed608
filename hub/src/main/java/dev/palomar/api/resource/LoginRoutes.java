package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Rejection;
import dev.palomar.model.Secret;
import dev.palomar.tenant.people.EmailAddress;
import dev.palomar.tenant.people.Logins;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The first administrator, logging in and out, sessions and passwords of people.
public final class LoginRoutes implements Resource {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_PASSWORD = 200;
    private static final int LONGEST_TOKEN = 200;
    private static final int LONGEST_CODE = 50;
    private static final String EMAIL = "an email address";

    private final Logins logins;
    private final SessionAnswers answers;
    private final Optional<URI> sandbox;

    /// `sandbox` is where people find the simulated WhatsApp that this hub is connected to, if it is.
    public LoginRoutes(Logins logins, SessionAnswers answers, Optional<URI> sandbox) {
        this.logins = logins;
        this.answers = answers;
        this.sandbox = sandbox;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/setup", Access.strangers(), this::setUp),
                Route.post("/v1/auth/login", Access.strangers(), this::login),
                Route.post("/v1/auth/refresh", Access.strangers(), this::refresh),
                Route.post("/v1/auth/logout", Access.strangers(), this::logout),
                Route.get("/v1/auth/me", Access.persons(), this::me),
                Route.post("/v1/auth/password", Access.persons(), this::changePassword),
                Route.post("/v1/auth/invitation", Access.strangers(), this::accept));
    }

    private Answer setUp(Call call) {
        Fields body = call.fields();
        Secret token = new Secret(body.secret("token", LONGEST_TOKEN));
        Supplier<EmailAddress> email = body.value("email", EmailAddress::read, EMAIL);
        Secret password = new Secret(body.secret("password", LONGEST_PASSWORD));
        String name = body.text("name", LONGEST_NAME);
        body.done();
        return answers.given(201, logins.setUp(token, email.get(), password, name, call.origin()));
    }

    private Answer login(Call call) {
        Fields body = call.fields();
        String email = body.secret("email", 254);
        Secret password = new Secret(body.secret("password", LONGEST_PASSWORD));
        Optional<Secret> code = body.optionalSecret("code", LONGEST_CODE).map(Secret::new);
        body.done();
        EmailAddress address = EmailAddress.read(email)
                .orElseThrow(() -> new Rejection.Unauthenticated("invalid-credentials", "Email or password is wrong."));
        return answers.given(200, logins.login(address, password, code, call.origin()));
    }

    private Answer refresh(Call call) {
        mustComeFromHere(call);
        Secret token = call.cookie(SessionAnswers.COOKIE)
                .filter(value -> !value.isEmpty())
                .map(Secret::new)
                .orElseThrow(() -> new Rejection.Unauthenticated("There is no session in this browser. Log in."));
        return answers.given(200, logins.refresh(token, call.header("Origin").isPresent(), call.origin()));
    }

    private Answer logout(Call call) {
        call.cookie(SessionAnswers.COOKIE)
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> logins.logout(new Secret(value)));
        return answers.ended();
    }

    private Answer me(Call call) {
        ObjectNode body = SessionAnswers.standing(call.standing());
        body.put("sandboxUrl", sandbox.map(URI::toString).orElse(null));
        return Answer.ok(body);
    }

    private Answer changePassword(Call call) {
        Fields body = call.fields();
        Secret current = new Secret(body.secret("currentPassword", LONGEST_PASSWORD));
        Secret wanted = new Secret(body.secret("newPassword", LONGEST_PASSWORD));
        body.done();
        logins.changePassword(call.standing(), current, wanted, call.author());
        return Answer.none();
    }

    private Answer accept(Call call) {
        Fields body = call.fields();
        Secret token = new Secret(body.secret("token", LONGEST_TOKEN));
        Secret password = new Secret(body.secret("password", LONGEST_PASSWORD));
        Optional<String> name = body.optionalText("name", LONGEST_NAME);
        Optional<Secret> code = body.optionalSecret("code", LONGEST_CODE).map(Secret::new);
        body.done();
        return answers.given(200, logins.accept(token, password, name, code, call.origin()));
    }

    /// `SameSite=Strict` keeps other pages' requests from carrying the cookie; this holds for browsers that do not.
    private static void mustComeFromHere(Call call) {
        if (call.header("Sec-Fetch-Site").filter("cross-site"::equals).isPresent()) {
            throw new Rejection.Forbidden("Sessions are renewed from this hub's own pages only.");
        }
    }
}
