package meridian.routes.masterdata;

import java.util.List;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.model.master.CimElement;
import meridian.routes.message.ObjectCodes;
import meridian.services.master.Problem;
import meridian.services.master.Wish;

/** Problems in the standard's codes. */
final class Problems {
  private Problems() {}

  static CimError error(Problem problem, Asked asked) {
    boolean linkage = asked.wish() instanceof Wish.LinkTogether || asked.wish() instanceof Wish.TakeApart;
    List<String> types = asked.objects().stream().map(CimElement::name).distinct().toList();
    String details = asked.path() + ": " + problem.says();
    return switch (problem.kind()) {
      case INCOMPLETE -> ErrorCode.MANDATORY_MISSING.about(problem.identifier(), problem.type(), details);
      case UNKNOWN, DANGLING, AMBIGUOUS -> ObjectCodes.unknown(problem.type(), problem.identifier(), details);
      case EXISTS -> ErrorCode.BUSINESS_RULE.about(problem.identifier(), problem.type(), details);
      case IN_USE, NOT_ALLOWED -> linkage
        ? ObjectCodes.mismatch(types, problem.type(), problem.identifier(), details)
        : ErrorCode.BUSINESS_RULE.about(problem.identifier(), problem.type(), details);
    };
  }
}
