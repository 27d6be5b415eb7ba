package io.carillon.aws.object;

import io.carillon.aws.testkit.FakeService.Reply;
import io.carillon.aws.testkit.FakeService.Request;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** A bucket as S3 has it: path style, conditional puts, listings of two keys a page. */
final class FakeBucket {
  private static final int PAGE = 2;

  private final String name;
  final Map<String, String> objects = new ConcurrentSkipListMap<>();

  FakeBucket(String name) {
    this.name = name;
  }

  Reply answer(Request request) {
    String root = "/" + name;
    if (!request.path().startsWith(root)) {
      return error(404, "NoSuchBucket");
    }
    if (request.method().equals("GET")) {
      return list(request.query());
    }
    String key = request.path().substring(root.length() + 1);
    if (!request.method().equals("PUT") || key.isEmpty()) {
      return error(405, "MethodNotAllowed");
    }
    boolean conditional = "*".equals(request.headers().get("if-none-match"));
    if (conditional && objects.containsKey(key)) {
      return error(412, "PreconditionFailed");
    }
    objects.put(key, request.body());
    return Reply.xml(200, "");
  }

  private Reply list(String query) {
    String prefix = parameter(query, "prefix");
    String after = parameter(query, "continuation-token");
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    int found = 0;
    String last = "";
    for (String key : objects.keySet()) {
      if (key.startsWith(prefix) && key.compareTo(after) > 0) {
        if (found == PAGE) {
          xml.append("<NextContinuationToken>").append(last).append("</NextContinuationToken>");
          return Reply.xml(200, xml + "<IsTruncated>true</IsTruncated></ListBucketResult>");
        }
        xml.append("<Contents><Key>").append(key).append("</Key></Contents>");
        found++;
        last = key;
      }
    }
    return Reply.xml(200, xml + "<IsTruncated>false</IsTruncated></ListBucketResult>");
  }

  private static String parameter(String query, String name) {
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  static Reply error(int status, String code) {
    return Reply.xml(status, "<Error><Code>" + code + "</Code><Message>no</Message></Error>");
  }
}
