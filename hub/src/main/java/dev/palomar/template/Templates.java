package dev.palomar.template;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Rejection;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TemplateId;
import dev.palomar.model.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// A tenant's templates, as people and programs see and change them. Another's template is
/// [Rejection.NotFound]. Meta has the last word on everything: what is changed is changed there first.
public final class Templates {

    /// Part of a list, by name and language, and the parts of the place where it goes on.
    public record Page(List<Template> templates, Optional<List<String>> next) {}

    private final Database database;
    private final Review review;
    private final Syncs syncs;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public Templates(Database database, Review review, Syncs syncs, InstantSource clock, Supplier<UUID> ids) {
        this.database = database;
        this.review = review;
        this.syncs = syncs;
        this.clock = clock;
        this.ids = ids;
    }

    public Template get(TenantId tenant, TemplateId id) {
        return database.tenant(tenant, tx -> require(tx, tenant, id));
    }

    /// The template that Meta calls so.
    public Optional<Template> named(TenantId tenant, String wireId) {
        return database.tenant(tenant, tx -> TemplateRows.byWireId(tx, tenant, wireId));
    }

    /// `after` are the parts that a page before gave.
    public Page list(TenantId tenant, TemplateFilter filter, Optional<List<String>> after, int limit) {
        List<Template> found =
                database.tenant(tenant, tx -> TemplateRows.list(tx, tenant, filter, after, false, limit + 1));
        return found.size() <= limit
                ? new Page(found, Optional.empty())
                : new Page(found.subList(0, limit), Optional.of(place(found.get(limit - 1))));
    }

    /// The page that ends before the place `before`, in the same order; its `next` is where the one before it ends.
    public Page listBefore(TenantId tenant, TemplateFilter filter, List<String> before, int limit) {
        List<Template> found = database.tenant(
                tenant, tx -> TemplateRows.list(tx, tenant, filter, Optional.of(before), true, limit + 1));
        List<Template> page = found.stream().limit(limit).toList().reversed();
        return new Page(page, found.size() <= limit ? Optional.empty() : Optional.of(place(page.getFirst())));
    }

    private static List<String> place(Template template) {
        return List.of(
                template.name(), template.language(), template.id().value().toString());
    }

    /// Hands a template in at Meta. Throws [Rejection.Conflict] when there is one of that name and language, and
    /// [Rejection.WhatsAppFailed] with Meta's words when Meta does not take it.
    public Template create(TenantId tenant, TemplateDraft draft) {
        Speaker speaker = database.tenant(tenant, tx -> speaker(tx, tenant, draft.device()));
        Instant asked = clock.instant();
        review.create(
                tenant,
                speaker,
                draft,
                told -> database.tenant(tenant, tx -> {
                    TemplateRows.write(tx, tenant, speaker.account(), List.of(told), asked, ids);
                    return told;
                }));
        TemplateName key = new TemplateName(draft.name(), draft.language());
        return Optional.ofNullable(
                        database.tenant(tenant, tx -> TemplateRows.named(tx, tenant, speaker.account(), List.of(key)))
                                .get(key))
                .orElseThrow(() -> new Rejection.NotFound("template"));
    }

    /// Changes it at Meta. Throws [Rejection.Conflict] when its status does not allow that, and
    /// [Rejection.WhatsAppFailed] when Meta does not.
    public Template change(TenantId tenant, TemplateId id, TemplateChange change) {
        Template template = get(tenant, id);
        change.components().ifPresent(components -> {
            String category = change.category().orElse(template.category());
            List<Rejection.Fault> faults = TemplateDraft.faults(components, category, template.named());
            if (!faults.isEmpty()) {
                throw new Rejection.InvalidValue(faults);
            }
        });
        if (!template.editable()) {
            throw new Rejection.Conflict(
                    "wrong-state",
                    "A template can be changed when it is approved, rejected or paused; this one is "
                            + template.status() + ".");
        }
        Speaker speaker = speaker(tenant, template);
        Instant asked = clock.instant();
        review.edit(
                tenant,
                speaker,
                template,
                change,
                told -> database.tenant(tenant, tx -> {
                    TemplateRows.write(tx, tenant, speaker.account(), List.of(told), asked, ids);
                    return told;
                }));
        return get(tenant, id);
    }

    /// Removes this language of it at Meta, too. `name` must be its own, so that nobody removes the wrong one.
    /// WhatsApp keeps the name from being used again for 30 days.
    public void delete(TenantId tenant, TemplateId id, String name) {
        Template template = get(tenant, id);
        if (!template.name().equals(name)) {
            throw new Rejection.InvalidValue("name", "expected the name of the template");
        }
        if (template.status().equals(Template.DELETED)) {
            return;
        }
        if (template.status().equals("DISABLED")) {
            throw new Rejection.Conflict(
                    "wrong-state", "Meta keeps templates that it disabled; they cannot be deleted.");
        }
        review.delete(tenant, speaker(tenant, template), template);
        database.tenant(tenant, tx -> {
            TemplateRows.change(tx, tenant, template.standing(Template.DELETED), clock.instant());
            return template;
        });
    }

    /// What a message made from it would look like, and whether WhatsApp would take it. Without `components` the
    /// template's own examples stand in.
    public Preview preview(TenantId tenant, TemplateId id, Optional<ArrayNode> components) {
        return Preview.of(get(tenant, id), components);
    }

    /// The number to send it with: `wanted`, or one of its business account. Throws [Rejection.NotFound]
    /// when the tenant has no such number, [Rejection.InvalidValue] when it is of another account.
    public DeviceId sender(TenantId tenant, Template template, Optional<DeviceId> wanted) {
        return database.tenant(tenant, tx -> {
            if (wanted.isPresent()) {
                Speaker speaker = speaker(tx, tenant, wanted);
                if (!speaker.account().equals(template.businessAccountId())) {
                    throw new Rejection.InvalidValue("deviceId", "the number is of another business account");
                }
                return wanted.get();
            }
            return SyncRows.speaker(tx, tenant, template.businessAccountId()).orElseThrow(Templates::nobody);
        });
    }

    /// How the templates of the tenant's accounts are being looked up.
    public Syncs syncs() {
        return syncs;
    }

    /// A business account of the tenant, and the number with whose token Meta is asked.
    record Speaker(DeviceId device, String account) {}

    private Speaker speaker(TenantId tenant, Template template) {
        return database.tenant(tenant, tx -> SyncRows.speaker(tx, tenant, template.businessAccountId()))
                .map(device -> new Speaker(device, template.businessAccountId()))
                .orElseThrow(Templates::nobody);
    }

    private static Speaker speaker(Tx tx, TenantId tenant, Optional<DeviceId> wanted) {
        if (wanted.isPresent()) {
            return ofDevice(tx, tenant, wanted.get());
        }
        List<String> accounts = SyncRows.accounts(tx, tenant);
        if (accounts.size() > 1) {
            throw new Rejection.InvalidValue(
                    "deviceId", "this tenant has several business accounts; name a number of the one that is meant");
        }
        return accounts.stream()
                .findFirst()
                .flatMap(account -> SyncRows.speaker(tx, tenant, account).map(device -> new Speaker(device, account)))
                .orElseThrow(Templates::nobody);
    }

    private static Speaker ofDevice(Tx tx, TenantId tenant, DeviceId device) {
        record Membership(Optional<String> account, boolean proven) {}
        Membership number = tx.query("""
                SELECT c.business_account_id, coalesce(c.account_proven, false) AS proven
                  FROM device d
                  LEFT JOIN cloud_number c ON c.tenant_id = d.tenant_id AND c.device_id = d.id
                 WHERE d.tenant_id = :tenant AND d.id = :device
                """)
                .bind("tenant", tenant)
                .bind("device", device)
                .map((row, _) -> new Membership(Rows.maybeText(row, "business_account_id"), row.getBoolean("proven")))
                .findOne()
                .orElseThrow(() -> new Rejection.NotFound("device"));
        return number.account()
                .filter(_ -> number.proven())
                .map(account -> new Speaker(device, account))
                .orElseThrow(() -> new Rejection.Conflict(
                        "wrong-state",
                        "The device has no business account of which Meta confirmed that it is the number's. The check of"
                                + " its credentials says more."));
    }

    private static Rejection nobody() {
        return new Rejection.Conflict(
                "wrong-state", "No Cloud number here has a business account that Meta confirmed.");
    }

    private static Template require(Tx tx, TenantId tenant, TemplateId id) {
        return TemplateRows.find(tx, tenant, id).orElseThrow(() -> new Rejection.NotFound("template"));
    }
}
