package dev.palomar.api.facade;

import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Dialect;
import dev.palomar.api.http.Problem;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.device.Devices;
import dev.palomar.device.WebNumbers;
import dev.palomar.media.Media;
import dev.palomar.model.Rejection;
import dev.palomar.template.Templates;
import dev.palomar.tenant.audit.Audit;
import dev.palomar.transport.cloud.CloudAccounts;
import dev.palomar.transport.cloud.CloudProfiles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Meta's Cloud API, spoken by this hub: `/{version}/{id}` and `/{version}/{id}/{edge}`, also without the version. The
/// contract is facade.yaml.
public final class Facade implements Dialect {

    /// A version with anything behind it, or an id that could be Meta's or a file of ours: nothing else here looks so.
    private static final Pattern PATH =
            Pattern.compile("/(?:v\\d{1,3}\\.\\d{1,3}(?<versioned>/.*)?|(?<bare>(?:\\d{5,}|med_[^/]*)(?:/.*)?))");

    private final List<Route> routes;

    /// What the facade speaks about.
    public record Parts(
            Devices devices,
            WebNumbers web,
            CloudAccounts accounts,
            CloudProfiles profiles,
            Templates templates,
            Media media,
            Audit audit,
            URI publicUrl) {}

    public Facade(Parts parts, MessageCalls.Means sending) {
        Nodes nodes = new Nodes(parts.devices());
        MediaCalls media = new MediaCalls(nodes, parts.media(), parts.publicUrl());
        TemplateCalls templates = new TemplateCalls(nodes, parts.templates(), parts.audit(), parts.publicUrl());
        NumberCalls numbers = new NumberCalls(nodes, parts.web(), parts.accounts(), parts.profiles());
        List<Resource> all = List.of(
                new MessageCalls(nodes, sending),
                media,
                templates,
                numbers,
                new NodeCalls(nodes, numbers, media, templates));
        this.routes = all.stream().flatMap(part -> part.routes().stream()).toList();
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Optional<String> within(String rawPath) {
        Matcher path = PATH.matcher(rawPath);
        if (!path.matches()) {
            return Optional.empty();
        }
        String bare = path.group("bare");
        if (bare != null) {
            return Optional.of("/" + bare);
        }
        return Optional.of(Optional.ofNullable(path.group("versioned")).orElse("/"));
    }

    /// Query strings end up in logs, so no key is taken from one, and one that was sent there is told to be known.
    @Override
    public Optional<Rejection> objection(Map<String, List<String>> query) {
        return query.containsKey("access_token")
                ? Optional.of(new Rejection.Unauthenticated(
                        "A key in the query string is not taken, because logs keep those. Revoke it if it is real, and"
                                + " send one in the header Authorization: Bearer …"))
                : Optional.empty();
    }

    @Override
    public Answer tell(Problem problem, String requestId) {
        return GraphErrors.answer(problem, requestId);
    }
}
