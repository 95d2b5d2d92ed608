package dev.palomar.template;

import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.event.TemplateFacts;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.Arrival;
import dev.palomar.transport.Signal;
import dev.palomar.transport.cloud.CloudTemplates;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What Meta's webhooks say of templates. What they do not say in full is looked up.
///
/// Source: Meta, "WhatsApp Business Platform / Webhooks": `message_template_status_update`,
/// `message_template_quality_update`, `template_category_update`.
public final class TemplateNews {

    /// Events that are statuses.
    private static final Set<String> STATUSES = Set.of(
            "APPROVED",
            "PENDING",
            "REJECTED",
            "PAUSED",
            "DISABLED",
            "IN_APPEAL",
            "PENDING_DELETION",
            "DELETED",
            "LIMIT_EXCEEDED",
            "ARCHIVED");

    /// Events after which a template can be sent again.
    private static final Set<String> BACK = Set.of("REINSTATED", "UNARCHIVED");

    private TemplateNews() {}

    /// Writes down what the notice says, in the transaction that records it. Answers with the template, if the
    /// notice names one.
    public static Optional<TemplateFacts> apply(Tx tx, Arrival arrival, Signal.NumberNotice notice, Instant now) {
        TenantId tenant = arrival.tenant();
        Optional<String> account = account(tx, arrival);
        ObjectNode facts = notice.facts();
        Optional<TemplateName> key = key(facts);
        if (account.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        // the row of the look at the account before those of its templates, as whoever looks
        Optional<Sync> _ = SyncRows.lock(tx, tenant, account.get());
        Optional<Template> known = known(tx, tenant, account.get(), facts, key.get());
        boolean complete = known.isPresent() && says(notice.field(), facts);
        if (!complete) {
            SyncRows.begin(tx, tenant, account.get(), now, true);
        }
        if (known.isEmpty()) {
            return Optional.of(new TemplateFacts(
                    Optional.empty(),
                    key.get().name(),
                    key.get().language(),
                    status(facts).orElse("UNKNOWN"),
                    Optional.empty(),
                    Json.string(facts, "message_template_category"),
                    Optional.empty(),
                    CloudTemplates.reason(facts, "reason")));
        }
        Template changed = changed(known.get(), notice.field(), facts);
        TemplateRows.change(tx, tenant, changed, now);
        return Optional.of(Facts.of(changed, known.get().status()));
    }

    private static Template changed(Template template, String field, ObjectNode facts) {
        return switch (field) {
            case "message_template_status_update" -> {
                String status = status(facts).orElse(template.status());
                yield template.with(
                        word(facts, "message_template_category").orElse(template.category()),
                        template.previousCategory(),
                        status,
                        status.equals("REJECTED") ? CloudTemplates.reason(facts, "reason") : Optional.empty(),
                        template.quality());
            }
            case "message_template_quality_update" ->
                template.with(
                        template.category(),
                        template.previousCategory(),
                        template.status(),
                        template.reason(),
                        CloudTemplates.quality(facts, "new_quality_score"));
            case "template_category_update" -> {
                String category = word(facts, "new_category").orElse(template.category());
                yield template.with(
                        category,
                        category.equals(template.category())
                                ? template.previousCategory()
                                : Optional.of(template.category()),
                        template.status(),
                        template.reason(),
                        template.quality());
            }
            default -> template;
        };
    }

    /// Whether the notice says all that changed.
    private static boolean says(String field, ObjectNode facts) {
        return switch (field) {
            case "message_template_status_update" -> status(facts).isPresent();
            case "message_template_quality_update" -> true;
            case "template_category_update" -> word(facts, "new_category").isPresent();
            default -> false;
        };
    }

    private static Optional<String> status(ObjectNode facts) {
        return word(facts, "event").flatMap(event -> {
            if (BACK.contains(event)) {
                return Optional.of(Template.APPROVED);
            }
            return STATUSES.contains(event) ? Optional.of(event) : Optional.empty();
        });
    }

    private static Optional<Template> known(
            Tx tx, TenantId tenant, String account, ObjectNode facts, TemplateName key) {
        Optional<Template> byName =
                Optional.ofNullable(Map.copyOf(TemplateRows.named(tx, tenant, account, List.of(key)))
                        .get(key));
        Optional<String> wireId = Json.string(facts, "message_template_id");
        // the name may have been taken by a newer template since
        return wireId.isEmpty()
                ? byName
                : byName.filter(template -> template.wireId().equals(wireId.get()))
                        .or(() -> TemplateRows.byWireId(tx, tenant, account, wireId.get()));
    }

    private static Optional<TemplateName> key(ObjectNode facts) {
        Optional<String> name = Json.string(facts, "message_template_name");
        Optional<String> language = Json.string(facts, "message_template_language");
        return name.flatMap(
                text -> language.map(code -> new TemplateName(PlainText.clean(text), PlainText.clean(code))));
    }

    private static Optional<String> account(Tx tx, Arrival arrival) {
        return tx.query("""
                SELECT business_account_id FROM cloud_number
                 WHERE tenant_id = :tenant AND device_id = :device AND business_account_id IS NOT NULL
                """)
                .bind("tenant", arrival.tenant())
                .bind("device", arrival.device())
                .mapTo(String.class)
                .findOne();
    }

    private static Optional<String> word(ObjectNode facts, String field) {
        return Json.string(facts, field)
                .map(text -> PlainText.clean(text).toUpperCase(Locale.ROOT))
                .filter(text -> !text.isEmpty());
    }
}
