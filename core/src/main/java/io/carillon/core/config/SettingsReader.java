package io.carillon.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads settings from the file, then the environment, then {@code --set}; the later one wins. All
 * three are checked against the same schema.
 */
public final class SettingsReader {
  /** Variables with our prefix that the launcher reads, not the server. */
  private static final Set<String> LAUNCHER_VARIABLES =
      Set.of("CARILLON_JAVA_OPTS", "CARILLON_NO_BUILD");

  /** YAML 1.1 would read {@code media.srtp: off} as false. */
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .build());

  private static final int LONGEST_SHOWN = 200;

  private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

  public SettingsReader(List<Setting<?>> schema) {
    for (Setting<?> setting : schema) {
      byName.put(setting.name(), setting);
    }
  }

  private record Given(String text, String where) {}

  /**
   * @param file the YAML file, when there is one
   * @param environment the process environment; only CARILLON_ variables are looked at
   * @param sets KEY=VALUE in the order of the command line
   * @throws SettingException for the first unknown or bad one
   */
  public Settings read(Optional<Path> file, Map<String, String> environment, List<String> sets)
      throws SettingException {
    Map<String, Given> given = new HashMap<>();
    if (file.isPresent()) {
      readFile(file.get(), given);
    }
    readEnvironment(environment, given);
    readSets(sets, given);

    Map<Setting<?>, Object> values = new HashMap<>();
    for (Setting<?> setting : byName.values()) {
      Given text = given.getOrDefault(setting.name(), new Given(setting.defaultText(), "default"));
      values.put(setting, parse(setting, text));
    }
    return new Settings(values);
  }

  private static Object parse(Setting<?> setting, Given given) throws SettingException {
    try {
      return setting.type().parse(given.text());
    } catch (IllegalArgumentException e) {
      throw new SettingException(
          setting.name()
              + ": \""
              + shortened(given.text())
              + "\" is not allowed ("
              + given.where()
              + "); allowed: "
              + setting.type().allowed());
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  private void readFile(Path file, Map<String, Given> given) throws SettingException {
    JsonNode root;
    try {
      root = YAML.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new SettingException(
          file + ": not YAML, line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new SettingException(file + ": cannot be read: " + e.getMessage());
    }
    if (root.isMissingNode() || root.isNull()) {
      return; // nothing but comments
    }
    if (!root.isObject()) {
      throw new SettingException(file + ": expected settings, found " + root.getNodeType());
    }
    flatten("", root, "in " + file, given);
  }

  private void flatten(String prefix, JsonNode node, String where, Map<String, Given> given)
      throws SettingException {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String name = prefix + entry.getKey();
      JsonNode value = entry.getValue();
      if (byName.containsKey(name)) {
        given.put(name, new Given(asText(name, value, where), where));
      } else if (value.isObject()) {
        flatten(name + ".", value, where, given);
      } else if (value.isNull()
          && byName.keySet().stream().anyMatch(n -> n.startsWith(name + "."))) {
        continue; // a heading all of whose settings are commented out
      } else {
        throw unknown(name, where);
      }
    }
  }

  private static String asText(String name, JsonNode value, String where) throws SettingException {
    if (value.isNull()) {
      return "";
    }
    if (value.isValueNode()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
      if (!element.isValueNode()) {
        throw new SettingException(name + ": a list of plain values is expected (" + where + ")");
      }
      parts.add(element.asText());
    }
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> pair : value.properties()) {
        parts.add(pair.getKey() + "=" + pair.getValue().asText());
      }
    }
    return String.join(", ", parts);
  }

  private void readEnvironment(Map<String, String> environment, Map<String, Given> given)
      throws SettingException {
    Map<String, String> names = new HashMap<>();
    for (Setting<?> setting : byName.values()) {
      names.put(setting.environmentName(), setting.name());
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String key = variable.getKey();
      if (!key.startsWith("CARILLON_") || LAUNCHER_VARIABLES.contains(key)) {
        continue;
      }
      String name = names.get(key);
      if (name == null) {
        throw new SettingException(
            key + ": no setting of that name (in the environment); conf/carillon.yaml lists all");
      }
      given.put(name, new Given(variable.getValue(), "in the environment, " + key));
    }
  }

  private void readSets(List<String> sets, Map<String, Given> given) throws SettingException {
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new SettingException("--set " + shortened(set) + ": expected KEY=VALUE");
      }
      String name = set.substring(0, equals).strip();
      if (!byName.containsKey(name)) {
        throw unknown(name, "in --set");
      }
      given.put(name, new Given(set.substring(equals + 1), "in --set"));
    }
  }

  private SettingException unknown(String name, String where) {
    String nearest =
        byName.keySet().stream()
            .filter(known -> distance(known, name) <= Math.max(2, name.length() / 4))
            .min((a, b) -> distance(a, name) - distance(b, name))
            .map(known -> "; did you mean " + known + "?")
            .orElse("; conf/carillon.yaml lists all");
    return new SettingException(
        shortened(name) + ": no setting of that name (" + where + ")" + nearest);
  }

  /** Edit distance of two names, which the schema and the shortening keep short. */
  private static int distance(String a, String b) {
    if (b.length() > LONGEST_SHOWN) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
