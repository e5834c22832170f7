package shop.aliases

class Step[F, S, A](val run: S => A) { // @Step
  def andThen(other: A): Step[F, S, A] = this // @Step.andThen
}

object Step {
  def pure[F, S, A](a: A): Step[F, S, A] = new Step[F, S, A](_ => a) // @Step.pure // => Step
}

object Types {
  type StepOf[S, A] = Step[String, S, A]
  type State[A] = StepOf[Int, A]
}

class UsesAliases {
  def chained(state: Types.State[Long]): Unit = state.andThen(1L) // => Step.andThen
}
