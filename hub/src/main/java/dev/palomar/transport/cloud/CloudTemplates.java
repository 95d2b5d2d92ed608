package dev.palomar.transport.cloud;

import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The templates of a business account, at Meta.
///
/// Source: Meta, "WhatsApp Business Management API / Message templates", and the "Resumable Upload API" for
/// the examples of media headers.
public final class CloudTemplates {

    /// Meta gives out more at once, but a page of carousels would be very large.
    private static final String PER_PAGE = "100";

    private static final String FEW_FIELDS = "id,name,language,status,category,components";
    private static final String FIELDS =
            FEW_FIELDS + ",parameter_format,previous_category,quality_score,rejected_reason";

    /// A template as Meta tells it.
    ///
    /// @param status      Meta's word, such as `APPROVED`
    /// @param reason      why it was rejected
    /// @param quality     GREEN, YELLOW, RED or UNKNOWN
    /// @param named       its values have names instead of numbers
    /// @param components  Meta's own, whole
    public record Told(
            String wireId,
            String name,
            String language,
            String status,
            String category,
            Optional<String> previousCategory,
            Optional<String> reason,
            String quality,
            boolean named,
            ArrayNode components) {}

    /// @param next  where the next page begins; empty on the last one
    public record Page(List<Told> templates, Optional<String> next) {}

    /// What somebody wants to have reviewed.
    ///
    /// @param ttlSeconds  how long WhatsApp tries to deliver a message made from it
    public record Wish(
            String name,
            String language,
            String category,
            boolean named,
            ArrayNode components,
            boolean allowCategoryChange,
            Optional<Integer> ttlSeconds) {}

    /// What Meta says to a new template at once.
    public record Made(String wireId, String status, String category) {}

    private final GraphClient graph;
    private final PlatformApp platform;

    public CloudTemplates(GraphClient graph, PlatformApp platform) {
        this.graph = graph;
        this.platform = platform;
    }

    /// Some templates of the account from `cursor` on, or from the first.
    public Asked<Page> page(CloudAccount account, Optional<String> cursor) {
        Map<String, String> query = new HashMap<>(Map.of("limit", PER_PAGE));
        cursor.ifPresent(after -> query.put("after", after));
        return Asking.of(reading(waba(account) + "/message_templates", query, account), CloudTemplates::readPage);
    }

    /// All languages of one name. Meta's filter may find longer names, too; those are left out.
    public Asked<List<Told>> named(CloudAccount account, String name) {
        Map<String, String> query = Map.of("limit", PER_PAGE, "name", name);
        return Asking.of(
                reading(waba(account) + "/message_templates", query, account),
                body -> readPage(body).templates().stream()
                        .filter(told -> told.name().equals(name))
                        .toList());
    }

    /// One template, by Meta's id. Empty when Meta's answer does not hold one.
    public Asked<Optional<Told>> get(CloudAccount account, String wireId) {
        return Asking.of(reading(wireId, Map.of(), account), CloudTemplates::read);
    }

    /// Hands a template in for review.
    public Asked<Made> create(CloudAccount account, Wish wish) {
        ObjectNode body = Json.object();
        body.put("name", wish.name()).put("language", wish.language()).put("category", wish.category());
        body.put("parameter_format", wish.named() ? "NAMED" : "POSITIONAL");
        body.set("components", wish.components());
        if (wish.allowCategoryChange()) {
            body.put("allow_category_change", true);
        }
        wish.ttlSeconds().ifPresent(seconds -> body.put("message_send_ttl_seconds", seconds));
        return Asking.of(
                graph.post(waba(account) + "/message_templates", body, access(account)),
                answer -> new Made(
                        Json.string(answer, "id").orElse(""),
                        word(answer, "status", "PENDING"),
                        word(answer, "category", wish.category())));
    }

    /// Changes what is given; Meta reviews the template again.
    public Asked<Boolean> edit(
            CloudAccount account, String wireId, Optional<String> category, Optional<ArrayNode> components) {
        ObjectNode body = Json.object();
        category.ifPresent(word -> body.put("category", word));
        components.ifPresent(all -> body.set("components", all));
        return Asking.of(graph.post(wireId, body, access(account)), _ -> true);
    }

    /// Removes one language of a template.
    public Asked<Boolean> delete(CloudAccount account, String wireId, String name) {
        return Asking.of(
                graph.delete(
                        waba(account) + "/message_templates", Map.of("hsm_id", wireId, "name", name), access(account)),
                _ -> true);
    }

    /// Brings a file to Meta as the example of a media header. Answers with the handle by which it is named
    /// there.
    public Asked<String> example(CloudAccount account, MediaShelf.Item file) {
        GraphAccess access = access(account);
        String app = account.appSecret().isPresent() ? "app" : platform.appId().orElse("app");
        ObjectNode form = Json.object();
        form.put("file_length", file.bytes()).put("file_type", file.mimeType()).put("file_name", file.filename());
        Asked<String> begun = Asking.of(
                graph.post(app + "/uploads", form, access),
                answer -> Json.string(answer, "id").orElse(""));
        if (!(begun instanceof Asked.Got<String>(String upload))) {
            return begun;
        }
        GraphClient.Upload content = new GraphClient.Upload(file.filename(), file.mimeType(), file.bytes(), file::open);
        return Asking.of(
                graph.append(upload, content, access),
                answer -> Json.string(answer, "h").orElse(""));
    }

    private GraphAnswer reading(String path, Map<String, String> query, CloudAccount account) {
        GraphAnswer answer = graph.get(path, with(query, FIELDS), access(account));
        // a version that lacks one of the fields refuses all
        return answer instanceof GraphAnswer.Refused refused && CloudCheck.unknownField(refused)
                ? graph.get(path, with(query, FEW_FIELDS), access(account))
                : answer;
    }

    private static Map<String, String> with(Map<String, String> query, String fields) {
        Map<String, String> all = new HashMap<>(query);
        all.put("fields", fields);
        return all;
    }

    private GraphAccess access(CloudAccount account) {
        return CloudTransport.access(graph, account, platform);
    }

    private static String waba(CloudAccount account) {
        return account.businessAccountId()
                .orElseThrow(() -> new IllegalArgumentException("the account's id is not known"));
    }

    private static Page readPage(ObjectNode body) {
        List<Told> templates = new ArrayList<>();
        for (JsonNode row : Json.elements(body, "data")) {
            if (row instanceof ObjectNode template) {
                read(template).ifPresent(templates::add);
            }
        }
        Optional<ObjectNode> paging = Json.child(body, "paging");
        Optional<String> next = paging.flatMap(place -> Json.string(place, "next"))
                .flatMap(_ -> paging.flatMap(place -> Json.child(place, "cursors")))
                .flatMap(cursors -> Json.string(cursors, "after"));
        return new Page(templates, next);
    }

    private static Optional<Told> read(ObjectNode template) {
        Optional<String> id = Json.string(template, "id").map(PlainText::clean);
        Optional<String> name = Json.string(template, "name").map(PlainText::clean);
        Optional<String> language = Json.string(template, "language").map(PlainText::clean);
        if (id.isEmpty() || name.isEmpty() || language.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode components = template.get("components") instanceof ArrayNode array ? array.deepCopy() : Json.array();
        return Optional.of(new Told(
                id.get(),
                name.get(),
                language.get(),
                word(template, "status", "UNKNOWN"),
                word(template, "category", "UNKNOWN"),
                Json.string(template, "previous_category").map(PlainText::clean).filter(text -> !text.isEmpty()),
                reason(template, "rejected_reason"),
                Json.child(template, "quality_score")
                        .map(score -> quality(score, "score"))
                        .orElse("UNKNOWN"),
                word(template, "parameter_format", "POSITIONAL").equals("NAMED"),
                components));
    }

    /// Meta says `NONE` where there is no reason.
    public static Optional<String> reason(ObjectNode from, String field) {
        return Json.string(from, field).map(PlainText::clean).filter(text -> !text.isEmpty() && !text.equals("NONE"));
    }

    /// Meta's rating in one of four words.
    public static String quality(ObjectNode from, String field) {
        String score = word(from, field, "UNKNOWN");
        return List.of("GREEN", "YELLOW", "RED").contains(score) ? score : "UNKNOWN";
    }

    private static String word(ObjectNode from, String field, String otherwise) {
        return Json.string(from, field)
                .map(text -> PlainText.clean(text).toUpperCase(Locale.ROOT))
                .orElse(otherwise);
    }
}
