package dev.palomar.agent.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.Timeout;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicInvalidDataException;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palomar.agent.llm.LanguageModel;
import dev.palomar.agent.llm.Question;
import dev.palomar.agent.llm.Reply;
import dev.palomar.agent.llm.Usage;
import dev.palomar.model.Secret;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Anthropic's models, by their Java SDK. Facts: https://platform.claude.com/docs/en/api/messages and
/// https://platform.claude.com/docs/en/api/errors.
public final class AnthropicModel implements LanguageModel, AutoCloseable {

    /// The one tool that the model is offered. It reaches nothing: whatever it is called with, a person is told.
    static final String HAND_OVER = "hand_over";

    private static final int LONGEST_SUMMARY = 1_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int MOST_CLIENTS = 200;
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Tool TOOL = tool();

    private final URI base;
    private final Duration timeout;

    /// A client belongs to a key.
    private final LoadingCache<Secret, AnthropicClient> clients;

    /// @param base     where the API is
    /// @param timeout  for the whole of one call
    public AnthropicModel(URI base, Duration timeout) {
        this.base = base;
        this.timeout = timeout;
        this.clients = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(IDLE)
                .removalListener((_, client, _) -> {
                    if (client instanceof AnthropicClient unused) {
                        unused.close();
                    }
                })
                .build(this::client);
    }

    private AnthropicClient client(Secret key) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(base.toString())
                .apiKey(key.reveal())
                .timeout(Timeout.builder()
                        .connect(CONNECT)
                        .read(timeout)
                        .write(timeout)
                        .request(timeout)
                        .build())
                .maxRetries(0)
                .build();
    }

    @Override
    public String provider() {
        return "anthropic";
    }

    @Override
    public Reply ask(Question question) {
        try {
            return read(clients.get(question.key()).messages().create(parameters(question)));
        } catch (AnthropicServiceException answered) {
            return failure(answered);
        } catch (AnthropicIoException broken) {
            return isTimeout(broken)
                    ? failed(Reply.Failure.TIMEOUT, "the model did not answer in time")
                    : failed(Reply.Failure.UNREACHABLE, reason(broken));
        } catch (AnthropicInvalidDataException strange) {
            return failed(Reply.Failure.MALFORMED, reason(strange));
        } catch (AnthropicException other) {
            return failed(Reply.Failure.UNREACHABLE, reason(other));
        }
    }

    @Override
    public void close() {
        clients.invalidateAll();
        clients.cleanUp();
    }

    private static MessageCreateParams parameters(Question question) {
        MessageCreateParams.Builder parameters = MessageCreateParams.builder()
                .model(question.model())
                .maxTokens(question.maxTokens())
                .system(question.system());
        for (Question.Turn turn : question.turns()) {
            if (turn.customer()) {
                parameters.addUserMessage(turn.text());
            } else {
                parameters.addAssistantMessage(turn.text());
            }
        }
        if (question.mayHandOver()) {
            parameters.addTool(TOOL);
        }
        return parameters.build();
    }

    private static Tool tool() {
        return Tool.builder()
                .name(HAND_OVER)
                .description(
                        "Lets a person of the company go on with this conversation. Use it when the customer asks for a"
                                + " person, or when what you were told is not enough to answer correctly. Do not write anything"
                                + " besides.")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty(
                                        "reason",
                                        JsonValue.from(Map.of(
                                                "type",
                                                "string",
                                                "enum",
                                                List.of("asked", "unsure"),
                                                "description",
                                                "asked: the customer wants a person; unsure: you cannot answer well")))
                                .putAdditionalProperty(
                                        "summary",
                                        JsonValue.from(Map.of(
                                                "type",
                                                "string",
                                                "description",
                                                "One or two sentences for that person: what the customer wants")))
                                .build())
                        .addRequired("reason")
                        .build())
                .build();
    }

    /// Whatever is missing in it shows when it is read: the SDK checks nothing beforehand.
    private static Reply read(Message message) {
        Usage usage = usage(message);
        Optional<StopReason> stopped = message.stopReason();
        if (stopped.filter(StopReason.REFUSAL::equals).isPresent()) {
            return new Reply.Failed(Reply.Failure.REFUSAL, "the model refused to answer", Optional.empty(), usage);
        }
        Optional<ToolUseBlock> tool = message.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .findFirst();
        if (tool.isPresent()) {
            return handOver(tool.get(), usage);
        }
        String text = message.content().stream()
                .map(ContentBlock::text)
                .flatMap(Optional::stream)
                .map(TextBlock::text)
                .collect(Collectors.joining("\n"))
                .strip();
        boolean cutOff = stopped.filter(StopReason.MAX_TOKENS::equals).isPresent();
        return text.isEmpty()
                ? new Reply.Failed(
                        Reply.Failure.MALFORMED,
                        cutOff ? "the model used up its tokens before it said anything" : "the model said nothing",
                        Optional.empty(),
                        usage)
                : new Reply.Said(text, cutOff, usage);
    }

    private static Reply handOver(ToolUseBlock tool, Usage usage) {
        if (!tool.name().equals(HAND_OVER)) {
            return new Reply.WrongTool("a tool that there is not: " + shortened(tool.name(), 60), usage);
        }
        Map<?, ?> input = tool._input().convert(Map.class);
        if (input == null || !(input.get("reason") instanceof String reason) || !reason.matches("asked|unsure")) {
            return new Reply.WrongTool("hand_over without its reason", usage);
        }
        Optional<String> summary = Optional.ofNullable(input.get("summary"))
                .filter(String.class::isInstance)
                .map(text -> shortened(((String) text).strip(), LONGEST_SUMMARY))
                .filter(text -> !text.isEmpty());
        return new Reply.HandOver(reason.equals("asked"), summary, usage);
    }

    private static Usage usage(Message message) {
        var usage = message.usage();
        return new Usage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadInputTokens().orElse(0L),
                usage.cacheCreationInputTokens().orElse(0L));
    }

    private static Reply failure(AnthropicServiceException answered) {
        int status = answered.statusCode();
        Reply.Failure why = switch (status) {
            case 429 -> Reply.Failure.RATE_LIMITED;
            case 529, 503 -> Reply.Failure.OVERLOADED;
            case 408, 504 -> Reply.Failure.TIMEOUT;
            default -> status >= 500 ? Reply.Failure.UNREACHABLE : Reply.Failure.DENIED;
        };
        String said =
                answered.apiMessage().map(text -> ": " + shortened(text, 300)).orElse("");
        return new Reply.Failed(why, status + said, retryAfter(answered), Usage.NONE);
    }

    private static Optional<Duration> retryAfter(AnthropicServiceException answered) {
        return answered.headers().values("retry-after").stream()
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .findFirst();
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException || cause instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    private static Reply failed(Reply.Failure why, String detail) {
        return new Reply.Failed(why, detail, Optional.empty(), Usage.NONE);
    }

    private static String reason(Throwable failure) {
        return shortened(String.valueOf(failure.getMessage()), 300);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
