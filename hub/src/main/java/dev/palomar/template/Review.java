package dev.palomar.template;

import dev.palomar.model.Rejection;
import dev.palomar.model.id.MediaId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.cloud.Asked;
import dev.palomar.transport.cloud.CloudAccount;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.CloudTemplates;
import dev.palomar.transport.cloud.MediaShelf;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;

/// Handing templates in at Meta, changing and removing them there.
public final class Review {

    /// Meta's words for a template that is there already, or whose name was deleted lately.
    private static final Set<Integer> TAKEN = Set.of(2388023, 2388024);

    /// Meta has no such template.
    private static final int UNKNOWN = 2593002;

    private final CloudAccounts accounts;
    private final CloudTemplates meta;
    private final MediaShelf shelf;
    private final BiConsumer<TenantId, String> doubt;

    /// `doubt` hears of business accounts whose templates may be other than they are known here.
    public Review(CloudAccounts accounts, CloudTemplates meta, MediaShelf shelf, BiConsumer<TenantId, String> doubt) {
        this.accounts = accounts;
        this.meta = meta;
        this.shelf = shelf;
        this.doubt = doubt;
    }

    /// `keep` gets the template as Meta has it now.
    void create(TenantId tenant, Templates.Speaker speaker, TemplateDraft draft, Consumer<CloudTemplates.Told> keep) {
        CloudAccount way = accounts.of(tenant, speaker.device());
        ArrayNode components = withHandles(tenant, way, draft.components());
        CloudTemplates.Made made = take(
                tenant,
                speaker,
                meta.create(
                        way,
                        new CloudTemplates.Wish(
                                draft.name(),
                                draft.language(),
                                draft.category(),
                                draft.named(),
                                components,
                                draft.allowCategoryChange(),
                                draft.ttlSeconds())));
        // what Meta made of it may differ, as in authentication templates
        keep.accept(asMetaHasIt(way, made.wireId())
                .orElseGet(() -> new CloudTemplates.Told(
                        made.wireId(),
                        draft.name(),
                        draft.language(),
                        made.status(),
                        made.category(),
                        Optional.empty(),
                        Optional.empty(),
                        "UNKNOWN",
                        draft.named(),
                        components)));
    }

    /// As [#create], for one that is there.
    void edit(
            TenantId tenant,
            Templates.Speaker speaker,
            Template template,
            TemplateChange change,
            Consumer<CloudTemplates.Told> keep) {
        CloudAccount way = accounts.of(tenant, speaker.device());
        Optional<ArrayNode> components = change.components().map(all -> withHandles(tenant, way, all));
        take(tenant, speaker, meta.edit(way, template.wireId(), change.category(), components));
        keep.accept(asMetaHasIt(way, template.wireId())
                .orElseGet(() -> new CloudTemplates.Told(
                        template.wireId(),
                        template.name(),
                        template.language(),
                        "PENDING",
                        change.category().orElse(template.category()),
                        template.previousCategory(),
                        Optional.empty(),
                        template.quality(),
                        template.named(),
                        components.orElse(template.components()))));
    }

    void delete(TenantId tenant, Templates.Speaker speaker, Template template) {
        CloudAccount way = accounts.of(tenant, speaker.device());
        Asked<Boolean> answer = meta.delete(way, template.wireId(), template.name());
        boolean gone = answer instanceof Asked.Refused<Boolean> refused && refused.subcode() == UNKNOWN;
        if (!gone) {
            take(tenant, speaker, answer);
        }
    }

    private Optional<CloudTemplates.Told> asMetaHasIt(CloudAccount way, String wireId) {
        return meta.get(way, wireId) instanceof Asked.Got<Optional<CloudTemplates.Told>>(var told)
                ? told
                : Optional.empty();
    }

    private <T> T take(TenantId tenant, Templates.Speaker speaker, Asked<T> answer) {
        return switch (answer) {
            case Asked.Got<T>(T value) -> value;
            case Asked.Refused<T> refused
            when TAKEN.contains(refused.subcode()) -> {
                doubt.accept(tenant, speaker.account());
                throw new Rejection.Conflict("conflict", "Meta: " + refused.why());
            }
            case Asked.Refused<T> refused ->
                throw new Rejection.WhatsAppFailed("whatsapp-refused", "Meta: " + refused.why());
            case Asked.NotNow<T> later -> {
                if (later.perhapsDone()) {
                    doubt.accept(tenant, speaker.account());
                }
                throw new Rejection.Unavailable(later.why()
                        + (later.perhapsDone()
                                ? " It may have been done all the same; the templates are being looked up."
                                : ""));
            }
        };
    }

    /// The components with what Meta calls our files by, in the examples of media headers.
    private ArrayNode withHandles(TenantId tenant, CloudAccount way, ArrayNode components) {
        ArrayNode copy = components.deepCopy();
        for (ArrayNode handles : TemplateDraft.handles(copy)) {
            for (int i = 0; i < handles.size(); i++) {
                Optional<MediaId> ours = MediaId.read(handles.get(i).asString(""));
                if (ours.isPresent()) {
                    handles.set(i, handle(tenant, way, ours.get()));
                }
            }
        }
        return copy;
    }

    private String handle(TenantId tenant, CloudAccount way, MediaId file) {
        MediaShelf.Item item = shelf.find(tenant, file)
                .orElseThrow(() ->
                        new Rejection.InvalidValue("components", "there is no file " + file.text() + " in this hub"));
        return switch (meta.example(way, item)) {
            case Asked.Got<String>(String handle) -> handle;
            case Asked.Refused<String> refused ->
                throw new Rejection.WhatsAppFailed(
                        "whatsapp-refused", "Meta did not take the example of the header: " + refused.why());
            case Asked.NotNow<String> later -> throw new Rejection.Unavailable(later.why());
        };
    }
}
