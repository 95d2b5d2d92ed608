package dev.palomar.api.account;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.model.Json;
import dev.palomar.tenant.people.EmailAddress;
import dev.palomar.tenant.people.ForgottenPasswords;
import dev.palomar.tenant.people.Language;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// For those who cannot log in: what this hub can do for them, and a new password by mail.
public final class ForgottenRoutes implements Resource {

    private final ForgottenPasswords forgotten;

    public ForgottenRoutes(ForgottenPasswords forgotten) {
        this.forgotten = forgotten;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/auth/options",
                        Access.strangers(),
                        _ -> Answer.ok(Json.object().put("passwordByMail", forgotten.offered()))),
                Route.post("/v1/auth/forgotten-password", Access.strangers(), this::ask));
    }

    private Answer ask(Call call) {
        Fields body = call.fields();
        Supplier<EmailAddress> email = body.value("email", EmailAddress::read, "an email address");
        Optional<Language> language = body.optionalValue("language", Language::read, "es or en");
        body.done();
        forgotten.ask(email.get(), language.orElse(Language.SPANISH), call.origin());
        return Answer.json(202, Json.object().put("accepted", true));
    }
}
