namespace Shop.Model
{
    public partial class Item
    {
        public static Item Create(string name) => new Item(name); // @Item.Create // => Item(name)

        public Item Rename(string name) // @Item.Rename
        {
            Changed(this); // => Item.Changed
            return new(name, Price); // => Item(name,price)
        }

        private void Changed(Item item) { } // @Item.Changed

        private static string Decorate(string text) // @Item.Decorate
        {
            string Local(string s) => s.Trim(); // @Item.Decorate.Local
            return Local(text); // => Item.Decorate.Local
        }
    }
}
