package io.carillon.cli.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code carillon meeting create|list|show|end}. */
@Command(
    name = "meeting",
    description = "Creates, lists, shows and ends meetings.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class MeetingCommand {
  private static final String PATH = "/operator/meetings";
  private static final List<String> COLUMNS =
      List.of("meetingId", "moderatorId", "passcode", "title", "state", "participants");

  @Spec private CommandSpec spec;

  private int answer(OperatorOptions options, OperatorOptions.Question question)
      throws OperatorException {
    return options.answer(spec.commandLine().getOut(), COLUMNS, question);
  }

  private static String path(String id) throws OperatorException {
    return PATH + "/" + segment(id);
  }

  @Command(name = "create", description = "Creates a meeting and prints its numbers.")
  int create(
      @Option(names = "--moderated", description = "Participants wait until a moderator has come.")
          boolean moderated,
      @Option(
              names = "--title",
              paramLabel = "T",
              defaultValue = "",
              description = "A name for people.")
          String title,
      @Mixin OperatorOptions options)
      throws OperatorException {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("moderated", moderated).put("title", title);
    return answer(options, client -> client.post(PATH, body));
  }

  @Command(name = "list", description = "Lists the meetings.")
  int list(@Mixin OperatorOptions options) throws OperatorException {
    return answer(options, client -> client.get(PATH));
  }

  @Command(name = "show", description = "Shows one meeting and who is in it.")
  int show(@Parameters(paramLabel = "MEETINGID") String meetingId, @Mixin OperatorOptions options)
      throws OperatorException {
    return answer(options, client -> client.get(path(meetingId)));
  }

  @Command(name = "end", description = "Ends a meeting for everyone.")
  int end(@Parameters(paramLabel = "MEETINGID") String meetingId, @Mixin OperatorOptions options)
      throws OperatorException {
    return answer(options, client -> client.delete(path(meetingId)));
  }

  /** An identifier that can stand in a path. */
  static String segment(String id) throws OperatorException {
    if (!id.matches("[A-Za-z0-9-]{1,64}")) {
      throw new OperatorException(
          "\"" + id + "\" is no ID: letters, digits and dashes are allowed");
    }
    return id;
  }
}
