package io.carillon.aws.client;

import io.carillon.core.spool.Target.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an error of a service means for the records of a call. Only an error that lies in the record
 * itself sets it aside; credentials, permissions, names that do not exist yet, throttling and
 * outages are somebody's to mend, and the record waits for it.
 */
public final class ServiceAnswers {
  private static final Set<Integer> LATER_STATUS = Set.of(401, 403, 404, 407, 408, 409, 429);

  private static final Set<String> LATER_CODES =
      Set.of(
          // credentials and permissions, which the JSON protocols answer with 400
          "AccessDenied",
          "AccessDeniedException",
          "AuthorizationError",
          "ExpiredToken",
          "ExpiredTokenException",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "InvalidToken",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "NotAuthorized",
          "NotAuthorizedForSourceException",
          "OptInRequired",
          "RequestExpired",
          "SignatureDoesNotMatch",
          "UnrecognizedClientException",
          // what has to be made or turned on first
          "AWS.SimpleQueueService.NonExistentQueue",
          "NoSuchBucket",
          "NotFound",
          "QueueDoesNotExist",
          "ResourceNotFoundException",
          "KMSAccessDenied",
          "KMSAccessDeniedException",
          "KMSDisabled",
          "KMSNotFound",
          "KmsDisabled",
          "KmsNotFound",
          "NotAuthorizedException",
          // too much, or not now
          "AccountStreamLimitExceededException",
          "ClientLimitExceededException",
          "ConnectionLimitExceededException",
          "InvalidEndpointException",
          "ResourceInUseException",
          "InternalError",
          "InternalException",
          "InternalFailure",
          "LimitExceededException",
          "OperationAbortedException",
          "OverLimit",
          "RequestThrottled",
          "RequestTimeout",
          "RequestTimeTooSkewed",
          "ServiceUnavailable",
          "ServiceUnavailableException",
          "SlowDown",
          "Throttled",
          "ThrottledException",
          "Throttling",
          "ThrottlingException",
          "TooManyRequestsException");

  private ServiceAnswers() {}

  /** What a call's error means for each of its records. */
  public static Answer of(SdkException error) {
    if (!(error instanceof AwsServiceException service)) {
      return Answer.later(error.getMessage()); // did not get there, or no answer came
    }
    int status = service.statusCode();
    AwsErrorDetails details = service.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return service.isThrottlingException() || service.isClockSkewException()
        ? Answer.later(reason(status, code, service.getMessage()))
        : ofStatus(status, code, service.getMessage());
  }

  /** What an HTTP status with an error code means for what was sent. */
  public static Answer ofStatus(int status, String code, String message) {
    boolean later =
        status < 400
            || status >= 500
            || LATER_STATUS.contains(status)
            || LATER_CODES.contains(code);
    String reason = reason(status, code, message);
    return later ? Answer.later(reason) : Answer.refused(reason);
  }

  private static String reason(int status, String code, String message) {
    return status + " " + code + " " + message;
  }

  /** What an error code inside a batch's answer means for its record. */
  public static Answer ofCode(String code, String message) {
    String reason = code + " " + message;
    return LATER_CODES.contains(code) ? Answer.later(reason) : Answer.refused(reason);
  }

  /**
   * What a failed entry of an SNS or SQS batch means for its record.
   *
   * @param senderFault what the service says of whose fault it is; null when it says nothing
   */
  public static Answer inBatch(Boolean senderFault, String code, String message) {
    return Boolean.TRUE.equals(senderFault)
        ? ofCode(code, message)
        : Answer.later(code + " " + message);
  }

  /**
   * Makes one call for a batch. A batch refused as a whole is cut in halves until the record that
   * is to blame stands alone.
   *
   * @param call answers for each record, or throws for all of them
   */
  public static <T> List<Answer> forEach(List<T> batch, Function<List<T>, List<Answer>> call) {
    try {
      return call.apply(batch);
    } catch (SdkException e) {
      Answer answer = of(e);
      if (answer.kind() != Answer.Kind.REFUSED || batch.size() == 1) {
        return Collections.nCopies(batch.size(), answer);
      }
      int half = batch.size() / 2;
      List<Answer> answers = new ArrayList<>(forEach(batch.subList(0, half), call));
      answers.addAll(forEach(batch.subList(half, batch.size()), call));
      return answers;
    }
  }
}
