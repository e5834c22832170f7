<html><body><?php if ($title): ?><h1><?= htmlspecialchars($title) ?></h1><?php endif; ?>
<?php
declare(strict_types=1);

namespace App\Http;

use App\Models\User;
use App\Models\Post as Article, App\Kernel;
use Psr\Log\{LoggerInterface, NullLogger as Silent, Sub\Handler};
use function App\Support\slug;
use const App\LIMIT;

require_once __DIR__ . '/helpers.php';

/** What can be shown. */
interface Viewable extends \Countable, Named
{
    const KIND = 'view';

    public function view(User $user): ?Response;
}

trait Caches
{
    protected array $items = [];

    public static function make(): static
    {
        return new static;
    }

    abstract function key(int $n);
}

enum Suit: string implements Named
{
    case Hearts = 'H';
    case Spades = 'S';
    const Wild = self::Hearts;

    public function label(): string
    {
        return ucfirst($this->value);
    }
}

/**
 * Answers requests.
 */
#[Service(name: 'main')]
final class Controller extends Base\Root implements Viewable
{
    use Caches, Logs {
        Caches::make as protected build;
        Logs::make insteadof Caches;
    }

    public const A = 1, B = self::A;
    private static ?self $instance = null;

    public function __construct(private readonly User $user, protected int $n = 0, ?Kernel $kernel = null)
    {
        parent::__construct($user);
        $this->log = new Silent();
        $kernel->boot($n);
    }

    #[Route('/x', name: 'home')]
    public function view(User $user, string ...$rest): Response|null
    {
        $post = $this->user->posts(Article::class);
        $next = self::$instance ?? static::create($user)?->next();
        foreach ($rest as $key => $part) {
            slug($key, text: $part);
        }
        $each = function (int $a) use ($post) {
            return $post->read($a);
        };
        $sum = fn($q) => $q + LIMIT + \strlen("n {$this->log->name} $next->id");
        [$left, $right] = $this->pair();
        try {
            throw new \RuntimeException(<<<EOT
                No {$post->title()}
                EOT);
        } catch (Missing | Err\Boom $e) {
            $e->report();
        }
        $anonymous = new class($post) extends Handler {
            public function handle(): int
            {
                return 1;
            }
        };
        $kind = match (true) {
            $user instanceof Admin => self::A,
            default => Suit::Hearts->label(),
        };
        return (clone $user)->respond($each($sum), $kind);
    }

    public static function create(?User $user = null): self
    {
        return new self($user);
    }
}

function top(array &$list, callable $then = null)
{
    global $config;
    static $calls = 0;
    define('ZED', 1);
    return namespace\other($list) . $then($config->name);
}

const ONE = 1;
$controller = new Controller(new User);
$controller->view();
Suit::Hearts; Controller::$instance;

class ControllerTest extends TestCase
{
    public function testView(): void
    {
        $this->assertSame(1, Controller::create()->n);
    }

    #[Test]
    public function other(): void {}
}
